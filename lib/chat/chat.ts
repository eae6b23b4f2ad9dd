/**
 * A chat: a session with what a person sees of it and types into it.
 *
 * @module
 */

import type { Sentences } from "../language/language.ts";
import { type Address, Refusal } from "../protocol.ts";
import { randomKey } from "../session/random_key.ts";
import { Session, type SessionOptions } from "../session/session.ts";
import type { SessionEvent } from "../session/session_event.ts";
import { type Bell, rings } from "./bell.ts";
import { runLine } from "./commands.ts";
import { Ignored } from "./ignored.ts";
import { Feed } from "./feed.ts";
import type { Describe, Shown } from "./view.ts";

/** What draws a chat. */
export interface ChatView {
  /** Shows something below everything shown so far. `event`: what it shows, if it is an event. */
  show(shown: Shown, event?: SessionEvent): void;
  /** Draws an event in a place of its own, if it has one, and returns whether it has. */
  takes?(event: SessionEvent): boolean;
  /** Rings the bell. */
  ring(): void;
  /** Clears the screen, if there is one. */
  clear(): void;
  /** Called with every event, after it was shown. Who joins and leaves may be shown later. */
  update(event: SessionEvent): void;
  /** Asks the user for the password of moderators, unseen. @default it cannot */
  askSecret?(): void;
  /** Ends the program, as the user asked. */
  quit(): void;
}

/** Options for a {@linkcode Chat}. */
export interface ChatOptions extends Omit<SessionOptions, "newKey" | "onEvent"> {
  /** Makes up keys of sessions. @default {@linkcode randomKey} */
  newKey?: () => string;
  /** The room to join. The caller connects the session. */
  address: Address;
  /** Whether to show who joins, leaves and changes names. */
  presence: boolean;
  /** Whether to show each message on one line. */
  compact: boolean;
  /** Whether other programs may read what is shown, as {@linkcode Feed} does it. @default false */
  exact?: boolean | undefined;
  /** When to ring. */
  bell: Bell;
  /** The user's language. */
  t: Sentences;
  /** Puts an event into words. */
  describe: Describe;
  /** Draws the chat. */
  view: ChatView;
  /** Reads where another room is. @default `address` is the only one, as in a browser */
  readAddress?: ((text: string) => Address) | undefined;
  /** What `/help` says about keys. */
  keys: string;
  /** Says what else `/quit` ends now, so that it is to be typed again; undefined: nothing. */
  endsToo?: (() => string | undefined) | undefined;
}

/** A chat in use. */
export class Chat {
  /** The stay in the room. */
  readonly session: Session;
  /** The people whom the user ignores. */
  readonly ignored = new Ignored();
  /** The user's language. */
  readonly t: Sentences;
  /** Draws the chat. */
  readonly view: ChatView;
  /** What is shown, in its order. */
  readonly feed: Feed;
  /** Reads where another room is; undefined: {@linkcode home} is the only one. */
  readonly readAddress: ChatOptions["readAddress"];
  /** What `/help` says about keys. */
  readonly keys: string;
  /** Where `/connect` alone goes: the room joined last. */
  home: Address;
  readonly #endsToo: ChatOptions["endsToo"];
  /** The command that was refused because of what it ends. It may if it is typed again next. */
  #unconfirmed: string | undefined;

  /** Makes the session, which is in no room yet. */
  constructor(
    { address, presence, compact, exact, bell, t, describe, view, endsToo, ...options }:
      ChatOptions,
  ) {
    this.t = t;
    this.view = view;
    this.home = address;
    this.#endsToo = endsToo;
    this.readAddress = options.readAddress;
    this.keys = options.keys;
    const { world } = options;
    const show = (shown: Shown, event?: SessionEvent) => view.show(shown, event);
    const numbers = () => !exact && this.session.order.isModerator;
    this.feed = new Feed({ presence, compact, exact, numbers, t, describe, world, show });
    const onEvent = (event: SessionEvent) => {
      const self = this.session.name;
      const allowed = this.#allowed(event);
      const isShown = !this.ignored.hides(event) && !view.takes?.(allowed) &&
        this.feed.take(allowed, self);
      if (isShown && rings(event, bell, self, world.now())) view.ring();
      view.update(event);
    };
    this.session = new Session({ newKey: randomKey, ...options, onEvent });
  }

  /** An event, without the messages of ignored people in it. */
  #allowed(event: SessionEvent): SessionEvent {
    if (event.type !== "found") return event;
    return { ...event, messages: event.messages.filter((one) => !this.ignored.hides(one)) };
  }

  /**
   * Runs one typed line: text to say or a command. With `isText`, a command is said too.
   *
   * @throws {Refusal} if it cannot be done. The user may mend the line.
   */
  run(line: string, options: { isText?: boolean } = {}): void {
    const before = this.#unconfirmed;
    try {
      runLine(this, line, options);
    } finally {
      if (this.#unconfirmed === before) this.#unconfirmed = undefined;
    }
  }

  /**
   * Must be called before `command` drops the lines that wait for their receipts.
   *
   * @throws {Refusal} if there are lines, or `/quit` ends something else, too; not if the same command
   * was refused just before.
   */
  confirmDrop(command: string): void {
    if (this.#unconfirmed === command) return;
    const { length } = this.session.waiting;
    const also = command === "/quit" ? this.#endsToo?.() : undefined;
    const ends = [also, length > 0 ? this.t.dropsLines(length, command) : undefined]
      .filter((one) => one !== undefined);
    if (ends.length === 0) return;
    this.#unconfirmed = command;
    throw new Refusal(() => ends.join("; "));
  }

  /** Shows text that the user asked for. */
  show(text: string): void {
    this.feed.show({ kind: "message", spans: [{ text }] });
  }

  /** Clears the screen, if there is one. */
  clear(): void {
    this.feed.clear();
    this.view.clear();
  }
}
