/**
 * The log of a room: its rows, the lines between them, and what of it is in sight.
 *
 * @module
 */

import { Calendar } from "../chat/calendar.ts";
import type { Shown } from "../chat/view.ts";
import type { PageLanguage } from "../language/window_language.ts";
import type { SessionEvent } from "../session/session_event.ts";
import { Attention } from "./attention.ts";
import { Blocks } from "./blocks.ts";
import { make } from "./dom.ts";
import { Following } from "./following.ts";
import { goesOn } from "./grouping.ts";
import {
  dayRow,
  dividerRow,
  privateRow,
  removedRow,
  type Said,
  saidRow,
  shownRow,
  timeOf,
} from "./row.ts";
import type { RowMenus } from "./row_menus.ts";

/** How many rows are kept; and how many while the user looks at earlier ones. The oldest go first. */
export const MAX_ROWS = { atEnd: 5_000, scrolledUp: 10_000 };

/** How many earlier messages come at once. */
export const PAGE = 100;

/** Options for a {@linkcode Log}. */
export interface LogOptions {
  /** What scrolls. */
  scroller: HTMLElement;
  /** Leads to the newest messages. */
  newer: HTMLButtonElement;
  /** The title of the document when every message was seen. */
  room: string;
  /** The language of the page. */
  language: PageLanguage;
  /** The user's name now. */
  self: () => string;
  /** The menus of messages. */
  menus: RowMenus;
  /** Called when earlier messages may be wanted. */
  nearTop: () => void;
  /** Called when the oldest rows were dropped. */
  dropped: () => void;
}

/** A log in use. */
export class Log {
  readonly #options: LogOptions;
  readonly #note = make("p", "note");
  readonly #blocks: Blocks;
  readonly #following: Following;
  readonly #attention: Attention;
  /** The latest message, if nothing else stands below it. */
  #above: Said | undefined;
  #unreadLine: HTMLElement | undefined;
  /** Whether the rows begin with messages of an earlier stay, whose numbers mean nothing now. */
  #isSealed = false;

  /** Starts empty. */
  constructor(options: LogOptions) {
    this.#options = options;
    const { scroller, newer, room, nearTop } = options;
    const rows = make("div");
    scroller.append(this.#note, rows);
    this.#blocks = new Blocks(rows);
    const changed = () => {
      newer.hidden = this.#following.isFollowing;
      this.#attention.look();
      this.#dropOldest();
    };
    this.#attention = new Attention({
      room,
      isAtEnd: () => this.#following.isFollowing,
      changed: (unread) => this.#label(unread),
    });
    this.#following = new Following(scroller, rows, { changed, nearTop });
    newer.onclick = () => this.goToEnd();
    this.#label(0);
  }

  /** Gives the room another title. */
  set room(title: string) {
    this.#attention.room = title;
  }

  /** Whether there is space for earlier messages. */
  get hasSpace(): boolean {
    return this.#blocks.count < MAX_ROWS.scrolledUp - PAGE;
  }

  /** The number of the earliest message; undefined if none before it can be shown. */
  get oldest(): number | undefined {
    if (this.#isSealed) return undefined;
    const row = this.#options.scroller.querySelector<HTMLElement>("[data-number]");
    return row ? Number(row.dataset.number) : undefined;
  }

  /** Shows a message. `isNews`: it may be unread. */
  say(said: Said, isNews: boolean): void {
    if (isNews && !said.mine) this.#arrived();
    if (said.mine) this.#moveUnreadLine(undefined);
    const { language, self, menus } = this.#options;
    const goes = goesOn(this.#above, said);
    const row = saidRow(said, { language, self: self(), goesOn: goes });
    menus.dress(row, "end");
    this.#append(row);
    this.#above = said;
  }

  /** Shows a private message. */
  whisper(event: Extract<SessionEvent, { type: "private" | "sent" }>): void {
    if (event.type === "private") this.#arrived();
    const { language, self } = this.#options;
    this.#append(privateRow(event, { language, self: self() }));
  }

  /** Shows anything else. */
  show(shown: Shown): void {
    this.#append(shownRow(shown));
  }

  /** Draws a line across. */
  divide(text: string): void {
    this.#append(dividerRow(text));
  }

  /** Shows messages above all others. */
  prepend(messages: readonly Said[]): void {
    const { language, self, scroller, menus } = this.#options;
    const rows: HTMLElement[] = [];
    const day = (time: number) => rows.push(dayRow(time, language));
    const calendar = new Calendar(Date.now());
    let above: Said | undefined;
    for (const said of messages) {
      if (calendar.turnsTo(said.time)) day(said.time);
      const row = saidRow(said, { language, self: self(), goesOn: goesOn(above, said) });
      menus.dress(row, "above");
      rows.push(row);
      above = said;
    }
    // A screen reader reads only what is new.
    scroller.ariaLive = "off";
    const below = scroller.querySelector<HTMLElement>(".day, .said");
    const isDay = below?.matches(".day");
    const turns = above && below && calendar.turnsTo(timeOf(below));
    if (turns && !isDay) day(timeOf(below));
    const first = scroller.querySelector(".said") ?? this.#blocks.first;
    const change = () => {
      // The day begins further up now.
      if (above && isDay && !turns) this.#blocks.remove(below!);
      this.#blocks.prepend(rows);
    };
    if (first) this.#following.keep(first, change);
    else change();
    setTimeout(() => scroller.ariaLive = "polite");
  }

  /** Takes out a message that was removed; a sentence stands in its place. */
  remove(number: number): void {
    const { scroller, language, menus } = this.#options;
    for (const row of scroller.querySelectorAll<HTMLElement>(`[data-number="${number}"]`)) {
      // The one below needs its name now.
      const below = row.nextElementSibling ??
        row.parentElement?.nextElementSibling?.firstElementChild;
      below?.classList.remove("goes-on");
      const hadFocus = row.contains(document.activeElement);
      row.replaceWith(removedRow(row, language));
      if (hadFocus) scroller.focus();
    }
    if (this.#above?.number === number) this.#above = undefined;
    menus.removed();
  }

  /** Forgets the numbers of messages, from this one on: others have them now. */
  forgetNumbers(from: number): void {
    for (const row of this.#options.scroller.querySelectorAll<HTMLElement>("[data-number]")) {
      if (Number(row.dataset.number) < from) continue;
      row.querySelector(".act")?.remove();
      delete row.dataset.number;
    }
  }

  /** Shows something above all messages. */
  note(text: string): void {
    this.#note.textContent = text;
  }

  /** Shows no earlier messages any more: what is shown now is of an earlier stay in the room. */
  seal(): void {
    this.#isSealed = this.#options.scroller.querySelector("[data-number]") !== null;
    this.#above = undefined;
    this.note("");
  }

  /** Drops every row. */
  clear(): void {
    this.#blocks.clear();
    this.#above = undefined;
    this.#isSealed = true;
    this.#unreadLine = undefined;
    this.note("");
  }

  /** Goes to the newest message. */
  goToEnd(): void {
    this.#following.resume();
    this.#attention.look();
  }

  #append(row: HTMLElement): void {
    this.#above = undefined;
    this.#blocks.append(row);
    this.#dropOldest();
  }

  #dropOldest(): void {
    const limit = this.#following.isFollowing ? MAX_ROWS.atEnd : MAX_ROWS.scrolledUp;
    if (!this.#blocks.dropOldest(limit)) return;
    this.#following.stick();
    this.#options.dropped();
  }

  #arrived(): void {
    if (!this.#attention.arrived()) return;
    this.#moveUnreadLine(dividerRow(this.#options.language.w.unreadFrom(), "unread"));
  }

  #moveUnreadLine(line: HTMLElement | undefined): void {
    if (this.#unreadLine?.isConnected) this.#blocks.remove(this.#unreadLine);
    this.#unreadLine = line;
    if (line) this.#append(line);
  }

  #label(unread: number): void {
    const { newer, language: { w } } = this.#options;
    newer.textContent = unread > 0 ? w.newer(unread) : w.newest();
  }
}
