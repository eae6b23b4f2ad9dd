/**
 * Finds out what kind of server is at the other end: one of ours, one of ours that asks for a
 * password, or an original one.
 *
 * @module
 */

import type { Sentence } from "../language/language.ts";
import { readServerSentence } from "../language/server_sentences.ts";
import { formatCommand, parseEvent, type ServerEvent } from "../protocol.ts";
import type { Unlocking } from "./unlocking.ts";
import type { Uplink } from "./uplink.ts";

/** How long one of our servers may take to answer the first knock, in ms. */
const KNOCK_MS = 3_000;

/** How many lines are kept until the kind of server is known. The oldest are dropped. */
const MAX_EARLY = 1000;

/** The answer of one of our servers to a knock. */
export type Hello = Extract<ServerEvent, { verb: "hello" }>;

/** What a greeting tells its session. */
export interface GreetingEvents {
  /** The server is one of ours and let the session in. */
  entered(hello: Hello): void;
  /** The server is an original one. `early`: the lines that came before that was known. */
  plain(early: string[]): void;
  /** The server asks for a password, and the user must be asked. */
  locked(reason: Sentence | undefined): void;
}

/** The first lines on each connection of a session. */
export class Greeting {
  readonly #uplink: Uplink;
  readonly #unlocking: Unlocking;
  readonly #events: GreetingEvents;
  #early: string[] = [];
  /** Whether the knock came back: only an original server relays it. */
  #relaysAll = false;

  /** Waits for {@linkcode begin}. */
  constructor(uplink: Uplink, unlocking: Unlocking, events: GreetingEvents) {
    this.#uplink = uplink;
    this.#unlocking = unlocking;
    this.#events = events;
  }

  /** Knocks on a new connection. `isOurs`: this server answered before, so it can only be slow. */
  begin(isOurs: boolean): void {
    this.#early = [];
    this.#relaysAll = false;
    this.#uplink.send("\n");
    if (isOurs) this.#uplink.watch();
    else this.#uplink.setTimer(() => this.#foundPlain(), KNOCK_MS);
  }

  /** Takes a line that arrives before the kind of server is known. */
  receive(line: string): void {
    if (this.#unlocking.state === "asking") this.#heardOutside(line);
    else if (this.takeHello(line)) return;
    else if (line === "") {
      this.#relaysAll = true;
      this.#foundPlain();
    } else if (line.startsWith("*")) this.#heardOutside(line);
    else if (this.#early.push(line) > MAX_EARLY) this.#early.shift();
  }

  /** Takes a line if it is a `*hello`, which may also come late from a server that seemed plain. */
  takeHello(line: string): boolean {
    // Whoever is connected to an original server can send what looks like a *hello.
    if (this.#relaysAll || !line.startsWith("*hello ")) return false;
    const event = parseEvent(line);
    if (event?.verb !== "hello") return false;
    this.#unlocking.reset();
    this.#uplink.watch();
    this.#events.entered(event);
    return true;
  }

  /** Gives the password and knocks again, or asks the user if no password is known. */
  unlock(): void {
    const secret = this.#unlocking.next();
    this.#uplink.watch();
    if (secret === undefined) this.askUser();
    else this.#uplink.send(formatCommand({ verb: "pass", secret }) + "\n\n");
  }

  /** Asks the user for a password, unless that was done before. */
  askUser(): void {
    if (this.#unlocking.ask()) this.#events.locked(this.#unlocking.reason);
  }

  #heardOutside(line: string): void {
    const event = parseEvent(line);
    if (event?.verb === "error") this.#unlocking.refuse(readServerSentence(event.text));
    // An original server may relay what looks like *locked, but also other lines.
    else if (event?.verb === "locked" && this.#early.length === 0) this.unlock();
  }

  #foundPlain(): void {
    this.#uplink.clearTimer();
    this.#unlocking.reset();
    this.#events.plain(this.#early.splice(0));
  }
}
