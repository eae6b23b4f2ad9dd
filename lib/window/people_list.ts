/**
 * Who is here: a list and its count.
 *
 * @module
 */

import type { PageLanguage } from "../language/window_language.ts";
import { get, make } from "./dom.ts";
import { nameElement } from "./row.ts";

/** How many names are listed. The others are only counted. */
const MAX_LISTED = 200;

/** How long changes are collected before the list is drawn anew, in ms. */
const REDRAW_MS = 100;

/** From this width on, in CSS pixels, the list is shown beside the log. */
const WIDE = "(min-width: 48rem)";

/** The list of the page. */
export class PeopleList {
  readonly #w: PageLanguage["w"];
  readonly #choose: (name: string) => void;
  readonly #panel = get("people", HTMLElement);
  readonly #list = get("people-list", HTMLUListElement);
  readonly #toggle = get("show-people", HTMLButtonElement);
  #isDrawing = false;

  /** Calls `choose` for a name that is clicked. */
  constructor({ w }: PageLanguage, choose: (name: string) => void) {
    this.#w = w;
    this.#choose = choose;
    this.#toggle.onclick = () => this.#show(this.#panel.hidden === true);
    const wide = matchMedia(WIDE);
    wide.onchange = () => this.#show(wide.matches);
    this.#show(wide.matches);
  }

  /** Draws soon. `read` is asked then for the names, and for that of the user. */
  update(read: () => { people: Iterable<string>; self: string }): void {
    if (this.#isDrawing) return;
    this.#isDrawing = true;
    setTimeout(() => {
      this.#isDrawing = false;
      const { people, self } = read();
      this.#draw([...people], self);
    }, REDRAW_MS);
  }

  #draw(names: readonly string[], self: string): void {
    const listed = names.slice(0, MAX_LISTED).toSorted(new Intl.Collator().compare);
    const items = listed.map((name) => {
      const button = make("button", "", nameElement(name));
      button.type = "button";
      button.disabled = name === self;
      if (name !== self) button.title = this.#w.writeTo(name);
      button.onclick = () => {
        if (!matchMedia(WIDE).matches) this.#show(false);
        this.#choose(name);
      };
      return make("li", "", button);
    });
    if (names.length > MAX_LISTED) items.push(make("li", "more", `+ ${names.length - MAX_LISTED}`));
    this.#list.replaceChildren(...items);
    this.#toggle.textContent = this.#panel.ariaLabel = this.#w.people(names.length);
  }

  #show(isShown: boolean): void {
    this.#panel.hidden = !isShown;
    this.#toggle.ariaExpanded = String(isShown);
  }
}
