/**
 * One person's stay in a room, across any number of connections.
 *
 * Why no line is lost and none is doubled: the server reads the lines of a connection in order, so
 * when a connection breaks the room has seen the first few of the lines in flight. A new connection
 * first takes over the session (`/name NAME :KEY`; the server then reads nothing more from the old
 * one) and asks for everything since (`/since N`). Our lines in that replay are receipts. The others
 * are sent again in order, before anything newer.
 *
 * @module
 */

import { type Sentence, verbatim } from "../language/language.ts";
import { type Address, cleanText, formatAddress } from "../protocol.ts";
import { Excess } from "./excess.ts";
import { Greeting } from "./greeting.ts";
import type { Order } from "./order.ts";
import { Outgoing, type Question } from "./outgoing.ts";
import { ServerDialogue } from "./server_dialogue.ts";
import type { SessionEvent } from "./session_event.ts";
import type { Stay } from "./stay.ts";
import { Unlocking } from "./unlocking.ts";
import { type Failure, type Patience, Uplink, type World } from "./uplink.ts";

/** Options for a {@linkcode Session}. */
export interface SessionOptions {
  /** The name to take; valid by the rules for names. */
  name: string;
  /** Makes up a key for each room, by which it knows the session again: 16 to 64 of `[\w-]`. */
  newKey: () => string;
  /** The room's password, normalized. @default none is known */
  password?: string | undefined;
  /** How long it goes on trying. @default for ever */
  retryFor?: Patience;
  /** Greets servers. @default Greeting, which expects those of ours alone */
  greeting?: typeof Greeting;
  /** Reads what a server says in English. @default verbatim */
  read?: (text: string) => Sentence;
  /** The network, the clock and timers. */
  world: World;
  /** Told everything that happens. */
  onEvent: (event: SessionEvent) => void;
}

/** A stay in a room. */
export class Session {
  readonly #emit: (event: SessionEvent) => void;
  readonly #uplink: Uplink;
  readonly #unlocking: Unlocking;
  readonly #greeting: Greeting;
  readonly #outgoing: Outgoing;
  readonly #dialogue: ServerDialogue;
  /** Where the password may be given. */
  #place: string | undefined;

  /** Starts in no room; {@linkcode connect} joins one. */
  constructor(options: SessionOptions) {
    const { name, newKey, retryFor = () => Infinity, read = verbatim, world, onEvent } = options;
    const { greeting = Greeting } = options;
    this.#emit = onEvent;
    this.#uplink = new Uplink(world, {
      opened: () => this.#greeting.begin(),
      received: (line) => this.#orGiveUp(() => this.#greeting.receive(cleanText(line))),
      failed: (failure) => this.#failed(failure),
    }, retryFor);
    this.#unlocking = new Unlocking(options.password);
    this.#outgoing = new Outgoing(name, (text) => this.#uplink.send(text));
    const common = {
      ...{ now: world.now, monotonic: world.monotonic, read, onEvent },
      onCaughtUp: (missed?: number) => this.#connected(missed),
    };
    this.#dialogue = new ServerDialogue(this.#outgoing, {
      ...common,
      newKey,
      onKicked: (reason) => this.#uplink.giveUp(reason),
    });
    this.#greeting = new greeting(this.#uplink, this.#unlocking, {
      ...common,
      outgoing: this.#outgoing,
      dialogue: this.#dialogue,
    });
  }

  /** The name that the server gave, or else the one that was asked for. */
  get name(): string {
    return this.#outgoing.name;
  }

  /** Whether a line said now goes out at once. */
  get online(): boolean {
    return this.#outgoing.isOpen;
  }

  /** Whether it waits for {@linkcode unlock}. */
  get locked(): boolean {
    return this.#unlocking.state === "asking";
  }

  /** Whether the user is asked for a password, or the answer is still being checked. */
  get asksPassword(): boolean {
    return ["asking", "checking"].includes(this.#unlocking.state);
  }

  /** Whether it is in the room, every line has its receipt and every question its answer. */
  get settled(): boolean {
    return this.online && this.#outgoing.settled;
  }

  /** The room it is in or tries to join, if any. */
  get address(): Address | undefined {
    return this.#uplink.address;
  }

  /** The known names of people in the room, this session's own included. */
  get people(): Iterable<string> {
    return this.#dialogue.people;
  }

  /** The number of the latest message of the room that was shown; 0 in one of an original server. */
  get lastNumber(): number {
    return this.#dialogue.catchUp.lastNumber;
  }

  /** Who keeps order in the room, who may speak, and what it is about. */
  get order(): Readonly<Pick<Order, "moderators" | "muted" | "isModerator" | "floor" | "topic">> {
    return this.#dialogue.order;
  }

  /** The number of somebody's latest message, if it is known. */
  latestBy(name: string): number | undefined {
    return this.#dialogue.recent.latestBy(name);
  }

  /** The texts without a receipt, oldest first. */
  get waiting(): string[] {
    return this.#outgoing.waiting;
  }

  /** How far it has come. Another program with the same key can go on from there. */
  get stay(): Stay {
    return this.#dialogue.catchUp.stay;
  }

  /** Joins a room, perhaps to go on there. Leaves the present one as {@linkcode disconnect} does. */
  connect(address: Address, stay?: Stay): void {
    this.disconnect();
    this.#forget();
    if (stay) this.#dialogue.catchUp.resume(stay);
    const place = formatAddress(address);
    // Another server must not learn the password.
    if (this.#place !== undefined && this.#place !== place) this.#unlocking.forget();
    this.#place = place;
    this.#uplink.start(address);
  }

  /** Leaves the room and does not try to come back. Lines without a receipt are dropped. */
  disconnect(): void {
    if (!this.address) return;
    this.#greeting.leave();
    this.#greeting.end();
    this.#uplink.stop();
    this.#forget();
    this.#emit({ type: "closed" });
  }

  /** Takes the room's password, normalized. It is given whenever the room asks for it. */
  unlock(password: string): void {
    const { locked } = this;
    this.#unlocking.take(password);
    if (locked && this.#greeting.phase === "offline") this.#uplink.resume();
    else if (locked) this.#greeting.unlock();
  }

  /** Says `text`, which is clean, not empty and fits in a line. It waits while offline. */
  say(text: string): void {
    this.#outgoing.say(text);
  }

  /** Takes another name. */
  rename(name: string): void {
    this.#outgoing.wantedName = name;
    if (this.#greeting.phase === "ours") this.#orGiveUp(() => this.#dialogue.askForName());
    else {
      this.#outgoing.givenName = undefined;
      this.#emit({ type: "you", name });
    }
  }

  /**
   * Gives a normalized password for moderators. It is given again when the server was started anew.
   * False if it is not connected to a server that knows moderators.
   */
  moderate(password: string): boolean {
    if (this.#isLive) this.#orGiveUp(() => this.#dialogue.moderate(password));
    return this.#isLive;
  }

  /** Asks the server; false if it is not connected to one that knows commands. */
  ask(question: Question): boolean {
    if (this.#isLive) this.#orGiveUp(() => this.#outgoing.ask(question));
    return this.#isLive;
  }

  // --- The connection -----------------------------------------------------------------------------

  /** Whether a server of ours takes questions and messages arrive as they are said. */
  get #isLive(): boolean {
    return this.#greeting.phase === "ours" && this.online;
  }

  #connected(missed?: number): void {
    const before = this.#uplink.wasEstablished;
    const after = this.#uplink.established();
    if (!before) this.#emit({ type: "connected", address: this.address! });
    else if (after !== undefined) this.#emit({ type: "back", after, missed });
  }

  /** Runs something, and leaves for good if the server passes a limit in it. */
  #orGiveUp(run: () => void): void {
    try {
      run();
    } catch (error) {
      if (!(error instanceof Excess)) throw error;
      this.#unlocking.reset();
      this.#uplink.giveUp(error.reason);
    }
  }

  #failed({ address, reason, first, givenUp }: Failure): void {
    this.#greeting.end();
    if (this.#unlocking.isStuck && !givenUp) {
      // Retrying without a new password cannot succeed.
      this.#uplink.pause();
      return this.#greeting.askUser();
    }
    // An error that the server sent explains more than how the connection ended.
    const said = this.#unlocking.reason ?? this.#dialogue.refusal;
    this.#unlocking.reset();
    if (!first && !givenUp) return;
    const why = said ?? reason;
    if (this.#uplink.wasEstablished && !givenUp) this.#emit({ type: "lost", reason: why });
    else this.#emit({ type: "fault", address, reason: why, givenUp, refused: !!said });
  }

  #forget(): void {
    this.#unlocking.reset();
    this.#outgoing.forget();
    this.#dialogue.forget();
  }
}
