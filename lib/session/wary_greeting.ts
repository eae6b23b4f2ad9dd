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

import { formatChat, parseEvent, QUIT, type ServerEvent } from "../protocol.ts";
import { EventBudget } from "./excess.ts";
import { Greeting, type Hello } from "./greeting.ts";

/** How long one of our servers may take to answer the first knock, in ms. */
const KNOCK_MS = 3_000;

/** For how long a server that says `*locked` must send nothing else, in ms. */
const DOUBT_MS = 300;

/**
 * How many knocks test a server that says `*locked`. A message without an ending may hide the first
 * one that an original server relays, but not the second.
 */
const TEST_KNOCKS = 2;

/** A message of an answer. */
const ANSWER = /^\*past \d{1,15} \d{1,15} /;

/** How many lines are kept until the kind of server is known. The oldest are dropped. */
const MAX_EARLY = 1000;

/**
 * Knocking: nothing is known. Doubting: the server said `*locked`. Refused: then it said `*error`,
 * after which ours ends the connection. Outside: it is ours and waits for a password.
 */
type Stage = "knocking" | "doubting" | "refused" | "outside";

/** The connections of a session, which may lead to an original server. */
export class WaryGreeting extends Greeting {
  #stage: Stage = "knocking";
  /** Whether this server was one of ours before. */
  #isTrusted = false;
  #early: string[] = [];
  /** Whether it was seen that the server relays everything, as only an original one does. */
  #relaysAll = false;
  /** What a server may send, which may be anybody's. */
  readonly #budget = new EventBudget(this.options.monotonic);

  /** Knocks on a new connection. A server that answered before can only be slow. */
  override begin(): void {
    this.#early = [];
    this.#relaysAll = false;
    this.#stage = "knocking";
    this.#isTrusted = this.options.dialogue.knowsRoom;
    super.begin();
    if (!this.#isTrusted) this.uplink.setTimer(() => this.#foundPlain(), KNOCK_MS);
  }

  /** Takes a line, which may show what kind of server it is. */
  override receive(line: string): void {
    if (this.phase === "plain") return this.#receivePlain(line);
    // One of ours relays no knock and no command.
    if (line === "" || line.startsWith("/")) return this.#foundOriginal();
    const isAnswer = ANSWER.test(line) && this.phase === "ours" &&
      this.options.dialogue.isAnswering;
    if (line.startsWith("*") && !isAnswer) this.#budget.spend(line);
    if (this.phase === "ours" || line.startsWith("*")) return super.receive(line);
    if (this.#early.push(line) > MAX_EARLY) this.#early.shift();
    if (this.#mayHearNobody) this.#foundOriginal();
  }

  /** Tells the server that the session leaves. An original one knows only a QUIT without an ending. */
  override leave(): void {
    if (this.phase === "plain") this.uplink.send(QUIT);
    else super.leave();
  }

  /** Whether one of our servers would not send what others say. */
  get #mayHearNobody(): boolean {
    return this.#isDoubted || this.unlocking.state === "asking";
  }

  get #isDoubted(): boolean {
    return this.#stage === "doubting" || this.#stage === "refused";
  }

  /** Takes an event, unless it shows that the server is an original one. */
  protected override takeEvent(event: ServerEvent | undefined): void {
    const isAnswer = event?.verb === "locked" || event?.verb === "error";
    if (this.#isDoubted && !isAnswer) return this.#foundOriginal();
    if (event?.verb === "hello" && this.#mayHearNobody) return;
    super.takeEvent(event);
    if (event?.verb !== "error" || this.#stage !== "doubting") return;
    this.#stage = "refused";
    this.uplink.setTimer(() => this.#foundPlain(), KNOCK_MS);
  }

  /** Takes the answer to a knock on a locked door. The first one is doubted. */
  protected override takeLocked(): void {
    if (--this.owed < 0) return this.#foundOriginal();
    // Knocks that tested the server may be answered late. The one behind a password is the last.
    if (this.#stage === "outside" && this.owed === 0) this.unlock();
    // Outside one of our rooms nobody else is heard.
    if (this.#stage === "knocking" && this.#early.length === 0) this.#doubt();
  }

  /** Tests a server that says it is locked, unless it was one of ours before. */
  #doubt(): void {
    if (this.#isTrusted) return this.#believe();
    this.#stage = "doubting";
    this.knock(TEST_KNOCKS);
    this.uplink.setTimer(() => this.#believe(), DOUBT_MS);
  }

  #believe(): void {
    this.#stage = "outside";
    this.unlock();
  }

  #foundOriginal(): void {
    this.#relaysAll = true;
    this.#foundPlain();
  }

  #foundPlain(): void {
    const { outgoing, dialogue, onCaughtUp } = this.options;
    this.uplink.clearTimer();
    this.unlocking.reset();
    // What seemed to be one of our rooms was made up by somebody.
    this.end();
    dialogue.forget();
    this.phase = "plain";
    this.uplink.link!.isPlain = true;
    onCaughtUp(0);
    for (const line of this.#early.splice(0)) this.#relayed(line);
    outgoing.open();
  }

  // --- An original server -------------------------------------------------------------------------

  /** Takes a line of a server that seems to be an original one. One of ours may answer late. */
  #receivePlain(line: string): void {
    // Whoever is connected to an original server can send what looks like a *hello.
    const event = !this.#relaysAll && line.startsWith("*hello ") ? parseEvent(line) : undefined;
    if (event?.verb === "hello") this.enter(event);
    else this.#relayed(line);
  }

  /** Shows what an original server relays. A message without an ending may precede our echo. */
  #relayed(line: string): void {
    const { outgoing, now, onEvent } = this.options;
    const { oldest } = outgoing;
    const echoes = Array.from(oldest?.names ?? [], (name) => formatChat(name, oldest!.text));
    const echo = echoes.find((echo) => line.endsWith(echo)) ?? line;
    const before = line.slice(0, line.length - echo.length);
    for (const one of [before, echo]) {
      if (one !== "") onEvent(outgoing.receive(one, { time: now() }));
    }
  }

  /** Enters the room of one of our servers, which ends each line. */
  protected override enter(hello: Hello): void {
    this.uplink.link!.isPlain = false;
    super.enter(hello);
  }
}
