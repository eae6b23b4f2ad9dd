/**
 * The search: a field, and the messages that were found.
 *
 * @module
 */

import type { PageLanguage } from "../language/window_language.ts";
import type { Question } from "../session/outgoing.ts";
import type { Session } from "../session/session.ts";
import { get, onSubmit } from "./dom.ts";
import type { Found } from "./earlier.ts";
import { saidRow } from "./row.ts";
import type { RowMenus } from "./row_menus.ts";

/** Options for a {@linkcode Search}. */
export interface SearchOptions {
  /** The language of the page. */
  language: PageLanguage;
  /** Where the messages are. */
  session: Session;
  /** The menus of messages. */
  menus: RowMenus;
  /** Called when the search is closed. */
  closed: () => void;
}

/** The search of the page. */
export class Search {
  readonly #options: SearchOptions;
  readonly #panel = get("search#search");
  readonly #open = get("button#show-search");
  readonly #text = get("input#search-text");
  readonly #count = get("p#search-count");
  readonly #found = get("div#search-found");
  /** The question that has no answer yet. */
  #asked: Question | undefined;

  /** Starts closed. */
  constructor(options: SearchOptions) {
    this.#options = options;
    const { w } = options.language;
    this.#text.ariaLabel = this.#text.placeholder = this.#found.ariaLabel = w.searchFor();
    this.#open.onclick = () => this.#show(this.#panel.hidden === true);
    get("button#search-close").onclick = () => this.#show(false);
    this.#panel.onkeydown = ({ key }) => {
      if (key === "Escape") this.#show(false);
    };
    onSubmit(get("form#search-form"), () => this.#ask());
  }

  /** Takes an answer. Returns whether it was asked for here. */
  takes({ asked, messages, count }: Found): boolean {
    if (asked !== this.#asked) return false;
    this.#asked = undefined;
    const { language, session, menus } = this.#options;
    const rows = messages.map((one) => {
      const row = saidRow(one, { language, self: session.name, withDay: true });
      menus.dress(row, "found");
      return row;
    });
    this.#found.replaceChildren(...rows);
    this.#found.scrollTop = this.#found.scrollHeight;
    this.#count.textContent = language.w.found(messages.length, count);
    return true;
  }

  /** Takes out a message that was removed. */
  remove(number: number): void {
    const row = this.#found.querySelector(`[data-number="${number}"]`);
    if (row?.contains(document.activeElement)) this.#found.focus();
    row?.remove();
  }

  /** Says that no answer comes: the connection is gone. */
  lost(): void {
    if (this.#asked) this.#count.textContent = this.#options.language.t.notConnected();
    this.#asked = undefined;
  }

  /** Forgets what was found: the numbers of messages mean others now. */
  clear(): void {
    if (this.#asked) this.#asked.unasked = true;
    this.#asked = undefined;
    this.#found.replaceChildren();
    this.#count.textContent = "";
  }

  #ask(): void {
    const text = this.#text.value.trim();
    if (text === "") return;
    this.clear();
    this.#asked = { verb: "find", text };
    if (!this.#options.session.ask(this.#asked)) this.lost();
  }

  #show(isShown: boolean): void {
    this.#panel.hidden = !isShown;
    this.#open.ariaExpanded = String(isShown);
    if (isShown) this.#text.focus();
    else this.#options.closed();
  }
}
