/**
 * One person's stay in a room, across any number of connections: connects, knocks, counts, keeps
 * each line until its echo, and when the connection breaks comes back and sends what the room never
 * saw.
 *
 * Why no line is lost and none doubled: the server reads a connection's lines in order, so of the
 * lines in flight when it breaks the room saw the first few. A new connection first takes over the
 * session (`/name NAME :KEY`: the server reads nothing more from the old one), then asks for all that
 * was said since (`/since N`). Lines of ours in that replay are receipts; the rest is sent again, in
 * order, before anything newer.
 *
 * Pure: knows no socket and no terminal. It is given something to dial with, a clock and timers, and
 * tells what happened as {@linkcode SessionEvent}s.
 *
 * @module
 */

import {
  type Address,
  cleanText,
  type Command,
  formatAddress,
  formatChat,
  formatCommand,
  parseEvent,
  QUIT,
  type ServerEvent,
} from "../protocol.ts";
import { Outgoing, type Question } from "./outgoing.ts";
import { People } from "./people.ts";
import type { SessionEvent } from "./session_event.ts";
import { Unlocking } from "./unlocking.ts";
import { type Failure, type Patience, Uplink, type World } from "./uplink.ts";

/** How long a server that knows events may take to answer the first knock, in ms. */
const KNOCK_MS = 3_000;

/** How many lines are kept until it is known what kind of server this is. */
const MAX_EARLY = 1000;

/** How many messages are shown on joining. */
const JOIN_HISTORY = 20;

/** Options for a {@linkcode Session}. */
export interface SessionOptions extends Patience {
  /** The name to take; valid by the rules for names. */
  name: string;
  /** The secret that proves a later connection to be the same session: 16 to 64 of `[\w-]`. */
  key: string;
  /** The room's password, in its one form. @default none is known */
  password?: string | undefined;
  /** What it needs of the world. */
  world: World;
  /** Told everything that happens. */
  onEvent: (event: SessionEvent) => void;
}

/**
 * Offline: no link, or none yet. Knocking: what kind of server is this? Locked: one that asks for a
 * password, and none is known. Plain: an original one.
 * Catching up: a replay is on its way. Live: everything that is said arrives as it is said.
 */
type Phase = "offline" | "knocking" | "locked" | "plain" | "catching up" | "live";

/** A stay in a room. */
export class Session {
  readonly #key: string;
  readonly #now: () => number;
  readonly #emit: (event: SessionEvent) => void;

  #phase: Phase = "offline";
  readonly #uplink: Uplink;

  /** The name asked for, and the one the server gave. */
  #name: string;
  #given: string | undefined;
  /** Which room this is and the number of the latest message shown; undefined before the first. */
  #room: string | undefined;
  #number = 0;

  readonly #outgoing = new Outgoing();
  /** Whether our knock came back: no server does that but one that knows no events. */
  #relaysAll = false;
  /** Lines that came before it was known what kind of server this is. */
  #early: string[] = [];
  #replay: Extract<ServerEvent, { verb: "past" | "gap" }>[] = [];

  readonly #people = new People();
  readonly #unlocking: Unlocking;
  /** Whether a password that the user gave has no answer yet. */
  #isChecking = false;
  /** Whether it waits for a password before it connects again. */
  #held = false;
  /** Where it connected to last: the password is for there. */
  #place: string | undefined;

  /** Starts in no room; {@linkcode connect} joins one. */
  constructor(options: SessionOptions) {
    const { name, key, password, world, onEvent, ...patience } = options;
    this.#name = name;
    this.#key = key;
    this.#now = world.now;
    this.#emit = onEvent;
    this.#unlocking = new Unlocking(password);
    this.#uplink = new Uplink(world, {
      opened: () => this.#opened(),
      received: (line) => this.#received(line),
      failed: (failure) => this.#failed(failure),
      isPlain: () => this.isPlain,
    }, patience);
  }

  /** The name it goes by: as the server gave it, or as asked for. */
  get name(): string {
    return this.#given ?? this.#name;
  }

  /** Whether lines said now go out at once. */
  get online(): boolean {
    return this.#phase === "live" || this.#phase === "plain";
  }

  /** Whether it needs a password, and waits for {@linkcode unlock}. */
  get locked(): boolean {
    return this.#phase === "locked" || this.#held;
  }

  /** Whether a password is wanted of the user, or the one given last is still being looked at. */
  get asksPassword(): boolean {
    return this.locked || this.#isChecking;
  }

  /** Whether it is in the room, every line has its receipt and every question its answer. */
  get settled(): boolean {
    return this.online && this.#outgoing.settled;
  }

  /** Where the room is, if it is in one or trying to be. */
  get address(): Address | undefined {
    return this.#uplink.address;
  }

  /** Everybody whose name is known to be in the room, this session's own among them. */
  get people(): Iterable<string> {
    return this.#people;
  }

  /** The texts that have no receipt yet, oldest first. */
  get waiting(): string[] {
    return this.#outgoing.waiting;
  }

  // --- What the user wants ------------------------------------------------------------------------

  /** Joins the room at `address`, leaving the one it is in. Lines without a receipt are dropped. */
  connect(address: Address): void {
    this.disconnect();
    this.#forget();
    const place = formatAddress(address);
    // Another server has no business to know it.
    if (this.#place !== undefined && this.#place !== place) this.#unlocking.use(undefined);
    this.#place = place;
    this.#uplink.start(address);
  }

  /** Leaves the room; nothing is tried any more. Lines without a receipt are dropped. */
  disconnect(): void {
    if (!this.address) return;
    // An original server knows QUIT only when it stands alone, without a line ending.
    if (this.#phase !== "offline") this.#uplink.send(this.isPlain ? QUIT : QUIT + "\n");
    this.#unlink();
    this.#uplink.stop();
    this.#forget();
    this.#emit({ type: "closed" });
  }

  /**
   * Gives the room's password, in its one form: now, if the room asks for it, and whenever it does
   * later on.
   */
  unlock(password: string): void {
    this.#isChecking = this.asksPassword;
    this.#unlocking.use(password);
    if (this.#phase === "locked") this.#answerLock();
    else if (this.#held) {
      this.#held = false;
      this.#uplink.resume();
    }
  }

  #forget(): void {
    this.#held = false;
    this.#isChecking = false;
    this.#unlocking.begin();
    this.#outgoing.drop();
    this.#room = undefined;
    this.#given = undefined;
  }

  /** Says `text`, which is clean, not empty and fits a line; it waits while there is no room. */
  say(text: string): void {
    this.#outgoing.say(text);
    this.#pump();
  }

  /** Takes another name. */
  rename(name: string): void {
    this.#name = name;
    if (this.#phase === "live" || this.#phase === "catching up") {
      this.#ask({ verb: "name", name, key: this.#key });
    } else {
      this.#given = undefined;
      this.#emit({ type: "you", name });
    }
  }

  /** Asks the server for something; false if there is no server that could know. */
  ask(command: Command): boolean {
    if (this.#phase !== "live") return false;
    this.#ask(command);
    return true;
  }

  /** Whether the server it is connected to knows no commands: an original one. */
  get isPlain(): boolean {
    return this.#phase === "plain";
  }

  // --- The connection -----------------------------------------------------------------------------

  #opened(): void {
    this.#phase = "knocking";
    this.#relaysAll = false;
    this.#unlocking.begin();
    this.#uplink.send("\n");
    // A server that was ours before is ours still, only slow.
    if (this.#room === undefined) this.#uplink.setTimer(() => this.#becomePlain(), KNOCK_MS);
    else this.#uplink.watch();
  }

  #failed({ address, reason, first, givenUp }: Failure): void {
    this.#isChecking = false;
    const refusal = this.#unlocking.reason;
    const told = this.#phase === "locked";
    this.#unlink();
    if (this.#unlocking.isStuck && !givenUp) {
      // To try again without another password would be in vain.
      this.#held = true;
      this.#uplink.pause();
      if (!told) this.#emit({ type: "locked", reason: refusal });
      return;
    }
    this.#unlocking.begin();
    if (!first && !givenUp) return;
    this.#emit(
      this.#uplink.wasEstablished && !givenUp
        ? { type: "lost", reason: refusal ?? reason }
        : { type: "fault", address, reason: refusal ?? reason, givenUp },
    );
  }

  /** Forgets what was asked over the link; the lines in flight are kept. */
  #unlink(): void {
    this.#phase = "offline";
    this.#early = [];
    this.#replay = [];
    for (const question of this.#outgoing.disconnected()) {
      if (question.verb === "msg") {
        this.#emit({ type: "unsure", name: question.name, text: question.text });
      }
    }
  }

  // --- What arrives -------------------------------------------------------------------------------

  #received(raw: string): void {
    const line = cleanText(raw);
    if (this.#phase === "knocking" || this.#phase === "plain") {
      // A server that relays everything relays what looks like a hello, too.
      const mayGreet = line.startsWith("*hello ") && !this.#relaysAll;
      const event = mayGreet ? parseEvent(line) : undefined;
      if (event?.verb === "hello") this.#hello(event);
      // Only a server that relays everything sends our knock back.
      else if (line === "" && this.#phase === "knocking") {
        this.#relaysAll = true;
        this.#becomePlain();
      } else if (this.#phase === "plain") this.#plainMessage(line);
      else if (line.startsWith("*")) this.#outside(line);
      else if (this.#early.push(line) > MAX_EARLY) this.#early.shift();
    } else if (this.#phase === "locked") this.#outside(line);
    else if (line.startsWith("*")) this.#event(line);
    else if (this.#phase === "live") this.#liveMessage(line);
    // While catching up a chat line is part of the replay as well, and shown from there.
  }

  /** Takes an event of a server that has not let us in. */
  #outside(line: string): void {
    const event = parseEvent(line);
    if (event?.verb === "error") this.#unlocking.refused(event.text);
    // What an original server relays may look like a question for the password; it comes amid more.
    else if (event?.verb === "locked" && !this.#relaysAll && this.#early.length === 0) {
      this.#answerLock();
    }
  }

  /** Gives the password and knocks again, or asks the user for it. */
  #answerLock(): void {
    const secret = this.#unlocking.next();
    this.#uplink.watch();
    if (secret === undefined) {
      const told = this.#phase === "locked";
      this.#phase = "locked";
      if (!told) this.#emit({ type: "locked", reason: this.#unlocking.reason });
    } else {
      this.#phase = "knocking";
      this.#uplink.send(formatCommand({ verb: "pass", secret }) + "\n\n");
    }
  }

  /** An original server: no events, no numbers; the echo is a receipt all the same. */
  #becomePlain(): void {
    this.#uplink.clearTimer();
    this.#unlocking.begin();
    this.#phase = "plain";
    this.#connected();
    for (const line of this.#early.splice(0)) this.#plainMessage(line);
    this.#sendAgain();
  }

  #plainMessage(line: string): void {
    if (line === "") return;
    // Another's message without an ending may stand before ours, in one piece with it.
    const glued = line.length - (this.#outgoing.echoWithin(line) ?? line).length;
    if (glued > 0) this.#show(line.slice(0, glued));
    this.#show(line.slice(glued));
  }

  #liveMessage(line: string): void {
    this.#number++;
    this.#show(line);
  }

  #hello({ room, last }: Extract<ServerEvent, { verb: "hello" }>): void {
    const before = this.#room;
    this.#room = room;
    this.#unlocking.begin();
    this.#isChecking = false;
    this.#early = [];
    this.#phase = "catching up";
    // A room that counts anew has forgotten what it said: its transcript was cut short.
    const forgot = before === room && last < this.#number;
    if (before !== undefined && (before !== room || forgot)) {
      this.#emit({ type: "another room" });
      // That one saw none of our lines.
      this.#outgoing.sendAgain();
    }
    if (before !== room || forgot) this.#number = Math.max(0, last - JOIN_HISTORY);
    this.#uplink.watch();
    this.#ask({ verb: "name", name: this.#name, key: this.#key });
    this.#people.clear();
    this.#ask({ verb: "who", unasked: true });
    this.#ask({ verb: "since", number: this.#number });
  }

  #event(line: string): void {
    const event = parseEvent(line);
    if (!event) return;
    this.#people.take(event);
    switch (event.verb) {
      case "ping":
        this.#uplink.send(formatCommand({ verb: "pong" }) + "\n");
        break;
      case "you":
        this.#outgoing.answer("name");
        this.#you(event.name);
        break;
      case "past":
      case "gap":
        this.#replay.push(event);
        break;
      case "present":
        this.#present(event.number);
        break;
      case "skipped":
        // What was left out is asked for; what comes until then is part of that.
        if (this.#phase !== "live") break;
        this.#phase = "catching up";
        this.#ask({ verb: "since", number: this.#number });
        break;
      case "error":
        this.#refused(event.text);
        break;
      case "names":
        if (!this.#outgoing.oldestQuestion?.unasked) this.#emit({ type: "server", event });
        if (!event.more) this.#outgoing.answer("who");
        break;
      case "sent":
        this.#outgoing.answer("msg");
        this.#emit({ type: "server", event });
        break;
      default:
        this.#emit({ type: "server", event });
    }
  }

  #you(name: string): void {
    const before = this.name;
    this.#given = name;
    this.#outgoing.mayBeNamed(name);
    if (name !== before) this.#emit({ type: "you", name });
  }

  /** The end of a replay: all that was said is known, and so is the fate of every line in flight. */
  #present(number: number): void {
    this.#outgoing.caughtUp();
    const replay = this.#replay.splice(0);
    if (this.#phase !== "catching up") return;
    this.#number = number;
    this.#phase = "live";
    const shown = replay.map((event) => ({
      event,
      mine: event.verb === "past" && this.#outgoing.isReceipt(event.line),
    }));
    this.#connected(shown.filter(({ event, mine }) => event.verb === "past" && !mine).length);
    for (const { event, mine } of shown) {
      if (event.verb === "gap") this.#emit({ type: "gap", from: event.from, to: event.to });
      else this.#emit({ type: "message", line: event.line, time: event.time, mine });
    }
    // Lines of ours may be among those no longer kept: to say them again might be to say them twice.
    if (replay.some(({ verb }) => verb === "gap")) {
      for (const text of this.#outgoing.giveUpInFlight()) this.#emit({ type: "unsure", text });
    }
    this.#sendAgain();
  }

  #connected(missed = 0): void {
    const before = this.#uplink.wasEstablished;
    const after = this.#uplink.established();
    if (!before) this.#emit({ type: "connected", address: this.address! });
    else if (after !== undefined) this.#emit({ type: "back", after, missed });
  }

  #show(line: string): void {
    const mine = this.#outgoing.isReceipt(line);
    this.#emit({ type: "message", line, time: this.#now(), mine });
    if (mine) this.#pump();
  }

  #refused(reason: string): void {
    const refused = this.#outgoing.refuse();
    if (refused && "text" in refused) {
      this.#emit({ type: "refused", text: refused.text, reason });
      this.#pump();
      return;
    }
    if (refused?.question.verb === "name" && this.#given !== undefined) this.#name = this.#given;
    this.#emit({ type: "server", event: { verb: "error", text: reason } });
  }

  // --- What goes out ------------------------------------------------------------------------------

  #ask(question: Question): void {
    this.#outgoing.ask(question);
    this.#uplink.send(formatCommand(question) + "\n");
  }

  /** What was in flight and did not come back was never said. */
  #sendAgain(): void {
    this.#outgoing.sendAgain();
    this.#pump();
  }

  #pump(): void {
    if (!this.online) return;
    for (let text; (text = this.#outgoing.next(this.#name, this.name)) !== undefined;) {
      this.#uplink.send(formatChat(this.#name, text) + "\n");
    }
  }
}
