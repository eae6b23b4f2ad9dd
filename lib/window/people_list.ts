/**
 * Who is here: a list and its count.
 *
 * @module
 */

import { sortNames } from "../chat/names_view.ts";
import type { PageLanguage } from "../language/window_language.ts";
import type { Session } from "../session/session.ts";
import { get, make } from "./dom.ts";
import { nameElement } from "./row.ts";

/** How many names are listed. The others are only counted. */
const MAX_LISTED = 200;

/** How long changes are collected before the list is drawn anew, in ms. */
const REDRAW_MS = 100;

/** From this width on, in CSS pixels, the list is shown beside the log. */
const WIDE = "(min-width: 48rem)";

/** What the list shows. */
export interface PeopleShown {
  /** Their names. */
  people: Iterable<string>;
  /** The user's name. */
  self: string;
  /** Who of them are moderators, and muted. If the user is a moderator, each has a menu. */
  order: Pick<Session["order"], "isModerator" | "moderators" | "muted">;
}

/** Options for a {@linkcode PeopleList}. */
export interface PeopleListOptions {
  /** The language of the page. */
  language: PageLanguage;
  /** Called with a name that is clicked and has no menu. */
  choose: (name: string) => void;
  /** Makes a button open the menu of a person. */
  attach: (button: HTMLButtonElement, name: string) => void;
}

/** The list of the page. */
export class PeopleList {
  readonly #options: PeopleListOptions;
  readonly #panel = get("aside#people");
  readonly #list = get("ul#people-list");
  readonly #toggle = get("button#show-people");
  #isDrawing = false;
  /** What is shown now. */
  #shown = "";

  /** Starts empty. */
  constructor(options: PeopleListOptions) {
    this.#options = options;
    this.#toggle.onclick = () => this.#show(this.#panel.hidden === true);
    const wide = matchMedia(WIDE);
    wide.onchange = () => this.#show(wide.matches);
    this.#show(wide.matches);
  }

  /** Closes the list, unless it is beside the log. */
  close(): void {
    if (!matchMedia(WIDE).matches) this.#show(false);
  }

  /** Draws soon. `read` is asked then for what there is to show. */
  update(read: () => PeopleShown): void {
    if (this.#isDrawing) return;
    this.#isDrawing = true;
    setTimeout(() => {
      this.#isDrawing = false;
      this.#draw(read());
    }, REDRAW_MS);
  }

  #draw({ people, self, order: { isModerator, moderators, muted } }: PeopleShown): void {
    const { language: { t, w }, choose, attach } = this.#options;
    const names = [...people];
    const listed = sortNames(names.slice(0, MAX_LISTED))
      .map((name) => ({
        name,
        badge: moderators.has(name) ? w.moderator() : isModerator && muted.has(name) && t.muted(),
      }));
    // What is drawn anew loses the focus.
    const shown = JSON.stringify([listed, names.length, self, isModerator]);
    if (shown === this.#shown) return;
    this.#shown = shown;
    const focused = (document.activeElement as HTMLElement | null)?.dataset.person;
    const items = listed.map(({ name, badge }) => {
      const button = make("button", "", nameElement(name));
      button.dataset.person = name;
      button.disabled = name === self;
      if (badge) button.append(" ", make("span", "badge", badge));
      if (name !== self && isModerator) attach(button, name);
      else if (name !== self) {
        button.title = w.writeTo(name);
        button.onclick = () => choose(name);
      }
      return make("li", "", button);
    });
    if (names.length > MAX_LISTED) items.push(make("li", "more", `+ ${names.length - MAX_LISTED}`));
    this.#list.replaceChildren(...items);
    const again = this.#list.querySelectorAll<HTMLElement>("[data-person]");
    for (const button of again) if (button.dataset.person === focused) button.focus();
    this.#toggle.hidden = names.length === 0;
    this.#toggle.textContent = this.#panel.ariaLabel = w.people(names.length);
  }

  #show(isShown: boolean): void {
    this.#panel.hidden = !isShown;
    this.#toggle.ariaExpanded = String(isShown);
  }
}
