/**
 * The first lines on each connection: knocks on the door of a room, and gives its password. The server
 * is one of ours, as the one that a page comes from. `wary_greeting.ts` finds out whether it is.
 *
 * @module
 */

import type { Sentence } from "../language/language.ts";
import { sharedEn } from "../language/shared_en.ts";
import { formatCommand, parseEvent, type ServerEvent } from "../protocol.ts";
import type { EventBudget } from "./excess.ts";
import type { Unlocking } from "./unlocking.ts";
import type { Uplink } from "./uplink.ts";

/** The answer of one of our servers to a knock. */
export type Hello = Extract<ServerEvent, { verb: "hello" }>;

/** Options for a {@linkcode Greeting}. */
export interface GreetingOptions {
  /** Limits the events that the server sends. */
  budget: EventBudget;
  /** Reads what the server says in English. */
  read: (text: string) => Sentence;
  /** The server is one of ours and let the session in. */
  entered(hello: Hello): void;
  /** The server is an original one. `early`: the lines that came before that was known. */
  plain(early: string[]): void;
  /** The server asks for a password, and the user must be asked. */
  locked(reason: Sentence | undefined): void;
}

/** The first lines on each connection of a session. */
export class Greeting {
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

  /** Knocks on a new connection. `isOurs`: this server answered before. */
  begin(_isOurs: boolean): void {
    this.owed = 0;
    this.knock(1);
    this.uplink.watch();
  }

  /** Takes a line that arrives before the session is let in. */
  receive(line: string): void {
    if (!line.startsWith("*")) return;
    this.options.budget.spend(line);
    this.takeEvent(parseEvent(line));
  }

  /** Takes a line if only an original server relays it. */
  takeRelayed(_line: string): boolean {
    return false;
  }

  /** Takes a line if it is the `*hello` of a server that seemed to be an original one. */
  takeHello(_line: string): boolean {
    return false;
  }

  /** Gives the password and knocks again, or asks the user if no password is known. */
  unlock(): void {
    const secret = this.unlocking.next();
    this.uplink.watch();
    if (secret === undefined) return this.askUser();
    // The user has answered again before it was known that the answer before was wrong.
    const { reason } = this.unlocking;
    if (reason) this.options.locked(reason);
    this.unlocking.reason = undefined;
    this.knock(1, formatCommand({ verb: "pass", secret }) + "\n");
  }

  /** Asks the user for a password, unless that was done before. */
  askUser(): void {
    if (this.unlocking.ask()) this.options.locked(this.unlocking.reason);
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

  /** Tells the session that it is let in. */
  protected enter(hello: Hello): void {
    this.unlocking.reset();
    this.uplink.watch();
    this.options.entered(hello);
  }
}
