/**
 * Finds out what kind of server is at the other end: one of ours, one of ours that asks for a
 * password, or an original one.
 *
 * Anybody in the room of an original server can send what looks like an event of ours. So a server
 * that says `*locked` is doubted: ours answers `*locked` once to each line, and sends nothing else
 * before it has the password. An original server relays the knocks and what others say.
 *
 * @module
 */

import type { Sentence } from "../language/language.ts";
import { sharedEn } from "../language/shared_en.ts";
import { formatCommand, parseEvent, type ServerEvent } from "../protocol.ts";
import type { EventBudget } from "./excess.ts";
import type { Unlocking } from "./unlocking.ts";
import type { Uplink } from "./uplink.ts";

/** How long one of our servers may take to answer the first knock, in ms. */
const KNOCK_MS = 3_000;

/** For how long a server that says `*locked` must send nothing else, in ms. */
const DOUBT_MS = 300;

/**
 * How many knocks test a server that says `*locked`. A message without an ending may hide the first
 * one that an original server relays, but not the second.
 */
const TEST_KNOCKS = 2;

/** How many lines are kept until the kind of server is known. The oldest are dropped. */
const MAX_EARLY = 1000;

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

/**
 * Knocking: nothing is known. Doubting: the server said `*locked`. Refused: then it said `*error`,
 * after which ours ends the connection. Outside: it is ours and waits for a password.
 */
type Stage = "knocking" | "doubting" | "refused" | "outside";

/** The first lines on each connection of a session. */
export class Greeting {
  readonly #uplink: Uplink;
  readonly #unlocking: Unlocking;
  readonly #options: GreetingOptions;
  #stage: Stage = "knocking";
  /** Whether this server was one of ours before. */
  #isTrusted = false;
  /** How many knocks have no answer yet. */
  #owed = 0;
  #early: string[] = [];
  /** Whether it was seen that the server relays everything, as only an original one does. */
  #relaysAll = false;

  /** Waits for {@linkcode begin}. */
  constructor(uplink: Uplink, unlocking: Unlocking, options: GreetingOptions) {
    this.#uplink = uplink;
    this.#unlocking = unlocking;
    this.#options = options;
  }

  /** Knocks on a new connection. `isOurs`: this server answered before, so it can only be slow. */
  begin(isOurs: boolean): void {
    this.#early = [];
    this.#relaysAll = false;
    this.#stage = "knocking";
    this.#isTrusted = isOurs;
    this.#owed = 0;
    this.#knock(1);
    if (isOurs) this.#uplink.watch();
    else this.#uplink.setTimer(() => this.#foundPlain(), KNOCK_MS);
  }

  /** Takes a line that arrives before the kind of server is known. */
  receive(line: string): void {
    if (this.takeRelayed(line)) return;
    if (line.startsWith("*")) {
      this.#options.budget.spend(line);
      this.#takeEvent(parseEvent(line));
    } else {
      if (this.#early.push(line) > MAX_EARLY) this.#early.shift();
      if (this.#mayHearNobody) this.#foundOriginal();
    }
  }

  /** Takes a line if only an original server relays it: a knock or a command. */
  takeRelayed(line: string): boolean {
    const isRelayed = line === "" || line.startsWith("/");
    if (isRelayed) this.#foundOriginal();
    return isRelayed;
  }

  /** Takes a line if it is a `*hello`, which may also come late from a server that seemed plain. */
  takeHello(line: string): boolean {
    // Whoever is connected to an original server can send what looks like a *hello.
    if (this.#relaysAll || !line.startsWith("*hello ")) return false;
    const event = parseEvent(line);
    if (event?.verb === "hello") this.#enter(event);
    return event?.verb === "hello";
  }

  /** Gives the password and knocks again, or asks the user if no password is known. */
  unlock(): void {
    const secret = this.#unlocking.next();
    this.#uplink.watch();
    if (secret === undefined) return this.askUser();
    // The user has answered again before it was known that the answer before was wrong.
    const { reason } = this.#unlocking;
    if (reason) this.#options.locked(reason);
    this.#unlocking.reason = undefined;
    this.#knock(1, formatCommand({ verb: "pass", secret }) + "\n");
  }

  /** Asks the user for a password, unless that was done before. */
  askUser(): void {
    if (this.#unlocking.ask()) this.#options.locked(this.#unlocking.reason);
  }

  /** Whether one of our servers would not send what others say. */
  get #mayHearNobody(): boolean {
    return this.#isDoubted || this.#unlocking.state === "asking";
  }

  get #isDoubted(): boolean {
    return this.#stage === "doubting" || this.#stage === "refused";
  }

  #takeEvent(event: ServerEvent | undefined): void {
    if (event?.verb === "locked") this.#takeLocked();
    else if (event?.verb === "error") this.#takeError(event.text);
    else if (this.#isDoubted) this.#foundOriginal();
    else if (event?.verb === "hello" && !this.#mayHearNobody) this.#enter(event);
    // The room may still be full.
    else if (event?.verb === "notice" && event.text === sharedEn.passwordRight()) {
      this.#unlocking.reset();
    }
  }

  #takeLocked(): void {
    if (--this.#owed < 0) return this.#foundOriginal();
    // Knocks that tested the server may be answered late. The one behind a password is the last.
    if (this.#stage === "outside" && this.#owed === 0) this.unlock();
    // Outside one of our rooms nobody else is heard.
    if (this.#stage === "knocking" && this.#early.length === 0) this.#doubt();
  }

  /** Tests a server that says it is locked, unless it was one of ours before. */
  #doubt(): void {
    if (this.#isTrusted) return this.#believe();
    this.#stage = "doubting";
    this.#knock(TEST_KNOCKS);
    this.#uplink.setTimer(() => this.#believe(), DOUBT_MS);
  }

  #believe(): void {
    this.#stage = "outside";
    this.unlock();
  }

  #takeError(text: string): void {
    this.#unlocking.refuse(this.#options.read(text));
    if (this.#stage !== "doubting") return;
    this.#stage = "refused";
    this.#uplink.setTimer(() => this.#foundPlain(), KNOCK_MS);
  }

  #knock(times: number, before = ""): void {
    this.#owed += times;
    this.#uplink.send(before + "\n".repeat(times));
  }

  #enter(hello: Hello): void {
    this.#unlocking.reset();
    this.#uplink.watch();
    this.#options.entered(hello);
  }

  #foundOriginal(): void {
    this.#relaysAll = true;
    this.#foundPlain();
  }

  #foundPlain(): void {
    this.#uplink.clearTimer();
    this.#unlocking.reset();
    this.#options.plain(this.#early.splice(0));
  }
}
