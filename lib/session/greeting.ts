/**
 * Each connection of a session: knocks on the door of a room, gives its password, and hands what the
 * room sends to the dialogue with it. The server is one of ours, as the one that a page comes from.
 * `wary_greeting.ts` finds out whether it is.
 *
 * @module
 */

import type { Sentence } from "../language/language.ts";
import { sharedEn } from "../language/shared_en.ts";
import { formatCommand, parseEvent, QUIT, type ServerEvent } from "../protocol.ts";
import type { Outgoing } from "./outgoing.ts";
import type { ServerDialogue } from "./server_dialogue.ts";
import type { SessionEvent } from "./session_event.ts";
import type { Unlocking } from "./unlocking.ts";
import type { Uplink } from "./uplink.ts";

/** The answer of one of our servers to a knock. */
export type Hello = Extract<ServerEvent, { verb: "hello" }>;

/**
 * How far a connection has come. Greeting: the server has not let the session in. Ours: it is one of
 * ours and has. Plain: it is an original one.
 */
export type Phase = "offline" | "greeting" | "ours" | "plain";

/** Options for a {@linkcode Greeting}. */
export interface GreetingOptions {
  /** What the session has to send. */
  outgoing: Outgoing;
  /** The dialogue with one of our servers. */
  dialogue: ServerDialogue;
  /** A clock that only goes forward, in ms. */
  monotonic: () => number;
  /** Reads what the server says in English. */
  read: (text: string) => Sentence;
  /** The clock, in Unix milliseconds. */
  now: () => number;
  /** Told what happens. */
  onEvent: (event: SessionEvent) => void;
  /** Told when the connection works, and how many messages others said meanwhile. */
  onCaughtUp: (missed: number) => void;
}

/** The connections of a session, one after another. */
export class Greeting {
  /** How far the present connection has come. */
  phase: Phase = "offline";
  /** The connection. */
  protected readonly uplink: Uplink;
  /** The password. */
  protected readonly unlocking: Unlocking;
  /** What the session gave it. */
  protected readonly options: GreetingOptions;
  /** How many knocks have no answer yet. */
  protected owed = 0;

  /** Waits for {@linkcode begin}. */
  constructor(uplink: Uplink, unlocking: Unlocking, options: GreetingOptions) {
    this.uplink = uplink;
    this.unlocking = unlocking;
    this.options = options;
  }

  /** Knocks on a new connection. */
  begin(): void {
    this.phase = "greeting";
    this.owed = 0;
    this.knock(1);
    this.uplink.watch();
  }

  /** Takes a line. Throws an `Excess` if the server passes a limit. */
  receive(line: string): void {
    const { dialogue } = this.options;
    if (this.phase === "ours") return dialogue.receive(line);
    if (line.startsWith("*")) this.takeEvent(parseEvent(line));
  }

  /** Tells the server that the session leaves. */
  leave(): void {
    if (this.phase !== "offline") this.uplink.send(QUIT + "\n");
  }

  /** Forgets what was asked on the connection. The lines in flight are kept. */
  end(): void {
    const { outgoing, onEvent } = this.options;
    this.phase = "offline";
    for (const one of outgoing.disconnect()) {
      if (one.verb === "msg") onEvent({ type: "unsure", name: one.name, text: one.text });
    }
  }

  /** Gives the password and knocks again, or asks the user if no password is known. */
  unlock(): void {
    const secret = this.unlocking.next();
    this.uplink.watch();
    if (secret === undefined) return this.askUser();
    // The user has answered again before it was known that the answer before was wrong.
    const { reason } = this.unlocking;
    if (reason) this.#tellLocked();
    this.unlocking.reason = undefined;
    this.knock(1, formatCommand({ verb: "pass", secret }) + "\n");
  }

  /** Asks the user for a password, unless that was done before. */
  askUser(): void {
    if (this.unlocking.ask()) this.#tellLocked();
  }

  /** Takes an event; undefined: one that is unknown or malformed. */
  protected takeEvent(event: ServerEvent | undefined): void {
    if (event?.verb === "locked") this.takeLocked();
    else if (event?.verb === "error") this.unlocking.refuse(this.options.read(event.text));
    else if (event?.verb === "hello") this.enter(event);
    // The room may still be full.
    else if (event?.verb === "notice" && event.text === sharedEn.passwordRight()) {
      this.unlocking.reset();
    }
  }

  /** Takes the answer to a knock on a locked door. */
  protected takeLocked(): void {
    if (--this.owed === 0) this.unlock();
  }

  /** Sends knocks, after a line if there is one. */
  protected knock(times: number, before = ""): void {
    this.owed += times;
    this.uplink.send(before + "\n".repeat(times));
  }

  /** Enters the room, as its server let the session in. */
  protected enter(hello: Hello): void {
    this.unlocking.reset();
    this.uplink.watch();
    this.phase = "ours";
    this.options.dialogue.enter(hello);
  }

  #tellLocked(): void {
    this.options.onEvent({ type: "locked", reason: this.unlocking.reason });
  }
}
