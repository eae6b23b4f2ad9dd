/**
 * What a session knows of the order in its room: who the moderators are, who has the floor, and what
 * the room is about.
 *
 * @module
 */

import { asName, type Floor, nameKey, type ServerEvent } from "../protocol.ts";
import { People } from "./people.ts";
import type { SessionEvent } from "./session_event.ts";

/** An event that tells what a moderator did. */
export type OrderEvent = Extract<
  ServerEvent,
  { verb: "moderator" | "kicked" | "muted" | "unmuted" | "floor" | "topic" }
>;

/** Options for an {@linkcode Order}. */
export interface OrderOptions {
  /** The name of the session. */
  self: () => string;
  /** Told what happens. */
  emit: (event: SessionEvent) => void;
  /** Told why a moderator has put this session out. */
  onKicked: (reason: string) => void;
}

/** The order in a room. */
export class Order {
  /** The names of the moderators who are here. */
  readonly moderators = new People();
  /** The names of those who are muted, as far as it was told: a moderator is told of all. */
  muted!: People;
  /** Whether this session is a moderator. */
  isModerator!: boolean;
  /** Who may speak to the room. */
  floor!: Floor;
  /** What the room is about; empty: nothing in particular. */
  topic!: string;
  /**
   * The password that made this session a moderator. It is given again where a server that was
   * started anew does not know that.
   */
  secret: string | undefined;
  readonly #options: OrderOptions;
  /** Until then, a moderator of the name that this session asks for is somebody else. */
  #isNamed!: boolean;
  /** What was told of the room before it was entered again. */
  #told!: Pick<Order, "floor" | "topic" | "isModerator" | "muted">;

  /** Starts with no room. */
  constructor(options: OrderOptions) {
    this.#options = options;
    this.forget();
  }

  /** Called with a `*hello`, after which the server tells what holds. */
  enter(): void {
    this.moderators.clear();
    this.isModerator = false;
    this.#isNamed = false;
    this.muted = new People();
    this.floor = "everyone";
    this.topic = "";
  }

  /** Called when the name that was asked for on entering is given. */
  named(): void {
    this.#isNamed = true;
  }

  /** Called when the room is entered. Tells what no longer holds. */
  entered(): void {
    this.#tellFloor();
    this.#tellTopic();
    this.#told.muted = this.muted;
  }

  /** Forgets everything: the room is left. */
  forget(): void {
    this.enter();
    this.secret = undefined;
    const { floor, topic, isModerator, muted } = this;
    this.#told = { floor, topic, isModerator, muted };
  }

  /** Takes an event. Names that break a rule are ignored. */
  take(event: OrderEvent): void {
    if (event.verb === "floor") {
      this.floor = event.who;
      this.#tellFloor();
    } else if (event.verb === "topic") {
      this.topic = event.text;
      this.#tellTopic();
    } else this.#takeNamed(event);
  }

  /** Called when somebody has another name now. */
  rename(from: string, to: string): void {
    this.moderators.rename(from, to);
    if (from !== to) this.muted.delete(to);
    this.muted.rename(from, to);
  }

  /** Called when somebody has come by a name, or left: what was told of that name holds no more. */
  moved(name: string): void {
    this.moderators.delete(name);
    this.muted.delete(name);
  }

  #takeNamed(event: Exclude<OrderEvent, { verb: "floor" | "topic" }>): void {
    const { emit, self, onKicked } = this.#options;
    const name = asName(event.name);
    if (name === undefined) return;
    const mine = this.#isNamed && nameKey(name) === nameKey(self());
    if (event.verb === "moderator") {
      const isKnown = mine ? this.#told.isModerator : this.moderators.has(name);
      this.moderators.add(name);
      // Nobody is both.
      this.#noteMuted("delete", name);
      if (mine) this.isModerator = this.#told.isModerator = true;
      if (!isKnown) emit({ type: "moderator", name, mine });
    } else if (event.verb === "kicked") {
      const { reason } = event;
      emit({ type: "kicked", name, reason, mine });
      if (mine) onKicked(reason);
    } else {
      // Who comes back, muted or a moderator, is told again.
      const change = event.verb === "muted" ? "add" : "delete";
      const isKnown = change === "add" && this.#told.muted.has(name);
      this.#noteMuted(change, name);
      if (!isKnown) emit({ type: event.verb, name, mine });
    }
  }

  #noteMuted(change: "add" | "delete", name: string): void {
    for (const known of [this.muted, this.#told.muted]) known[change](name);
  }

  #tellFloor(): void {
    if (this.floor === this.#told.floor) return;
    this.#told.floor = this.floor;
    this.#options.emit({ type: "floor", who: this.floor });
  }

  #tellTopic(): void {
    if (this.topic === this.#told.topic) return;
    this.#told.topic = this.topic;
    this.#options.emit({ type: "topic", text: this.topic });
  }
}
