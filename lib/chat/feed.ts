/**
 * What a person sees of a session, one below the other: what happens, the days between, and many
 * people who come at once as one line.
 *
 * @module
 */

import type { Sentences } from "../language/language.ts";
import type { SessionEvent, SessionMessage } from "../session/session_event.ts";
import type { World } from "../session/uplink.ts";
import { Calendar } from "./calendar.ts";
import { Movements } from "./movements.ts";
import { type Describe, showDay, showMovers, type Shown } from "./view.ts";

/** Options for a {@linkcode Feed}. */
export interface FeedOptions {
  /** Whether to show who joins, leaves and changes names. */
  presence: boolean;
  /** Whether to show each message on one line. */
  compact: boolean;
  /**
   * Whether other programs may read what is shown. Unless it is compact, each message then has its
   * two lines as the original client wrote them, and nothing stands between. @default false
   */
  exact?: boolean | undefined;
  /** Whether to number the messages that were found: `/remove N` takes such a number. @default not */
  numbers?: () => boolean;
  /** The user's language. */
  t: Sentences;
  /** Puts an event into words. */
  describe: Describe;
  /** The clock and timers. */
  world: Pick<World, "now" | "monotonic" | "setTimer">;
  /** Shows something below everything shown so far. `event`: what it shows, if it is an event. */
  show: (shown: Shown, event?: SessionEvent) => void;
}

/** What is shown, in its order. */
export class Feed {
  /** Whether to show who joins, leaves and changes names. */
  presence: boolean;
  readonly #options: FeedOptions;
  readonly #movements: Movements;
  #calendar: Calendar;
  /** The second of the message right above, whose time stands there. */
  #second: number | undefined;

  /** Starts today, with nothing shown. */
  constructor(options: FeedOptions) {
    this.#options = options;
    this.presence = options.presence;
    this.#calendar = new Calendar(options.world.now());
    const { t } = options;
    this.#movements = new Movements(options.world, (movers) => this.#put(showMovers(movers, t)));
  }

  /**
   * Takes an event for a user called `self`, and shows the number of a message if there is one. Returns
   * whether it is shown at once.
   */
  take(event: SessionEvent, self: string, number?: number): boolean {
    if (event.type === "join" || event.type === "leave") {
      if (this.presence) this.#movements.add(event);
      return false;
    }
    const { compact, t, describe } = this.#options;
    const exact = this.#options.exact === true && !compact;
    // There every message tells its own time.
    if (exact && event.type === "live") return false;
    const time = "time" in event ? event.time : undefined;
    const second = time === undefined ? undefined : Math.floor(time / 1000);
    if (time !== undefined && !exact) this.#turnTo(time);
    if (second !== undefined) this.#movements.flush();
    const sharesTime = !exact && second !== undefined && second === this.#second;
    const options = { presence: this.presence, compact, self, sharesTime, number, t };
    const shown = describe(event, options);
    if (!shown) return false;
    this.show(shown, event);
    this.#second = second;
    if (event.type === "found") this.#takeFound(event.messages, self);
    return true;
  }

  /** Shows something; `event`: the event that it shows, if it is one. */
  show(shown: Shown, event?: SessionEvent): void {
    this.#movements.flush();
    this.#put(shown, event);
  }

  /** Must be called when nothing shown so far is to be seen any more. */
  clear(): void {
    this.#movements.flush();
    this.#calendar = new Calendar(this.#options.world.now());
    this.#second = undefined;
  }

  #takeFound(messages: readonly SessionMessage[], self: string): void {
    const areNumbered = this.#options.numbers?.() ?? false;
    for (const message of messages) {
      this.take(message, self, areNumbered ? message.number : undefined);
    }
    if (messages.length > 0) this.take({ type: "live" }, self);
  }

  #turnTo(time: number): void {
    if (this.#calendar.turnsTo(time)) this.show(showDay(time, this.#options.t));
  }

  #put(shown: Shown, event?: SessionEvent): void {
    this.#second = undefined;
    this.#options.show(shown, event);
  }
}
