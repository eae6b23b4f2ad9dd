/**
 * Counts the messages of a room, and catches up with what was said while they could not be counted:
 * before joining, while the connection was broken, and where a slow reader was sent less.
 *
 * @module
 */

import type { Hello } from "./greeting.ts";
import type { Outgoing } from "./outgoing.ts";
import { Remembered } from "./remembered.ts";
import { Replay, type ReplayEvent } from "./replay.ts";
import { type SessionEvent, type SessionMessage, sessionMessage } from "./session_event.ts";
import { hasKept, type Stay } from "./stay.ts";

/** How many messages are shown on joining. */
const JOIN_HISTORY = 20;

/** How many of the latest messages are compared after a restart that may have lost some. */
const COMPARED = 5;

/** Options for a {@linkcode CatchUp}. */
export interface CatchUpOptions {
  /** The clock, in Unix milliseconds. */
  now: () => number;
  /** Told what happens. */
  onEvent: (event: SessionEvent) => void;
  /**
   * Told of the end of a replay before the messages in it, of which others said `missed`. Undefined:
   * the room has forgotten what was said, so nobody knows how much that was.
   */
  onCaughtUp: (missed: number | undefined) => void;
  /** Told once the messages of the replay on entering were shown. */
  onEntered: (entered: Entered) => void;
}

/** How a room was entered. */
export interface Entered {
  /** Whether it is another room than before, or has forgotten what was said. */
  isNew: boolean;
  /** Whether messages of others were shown. */
  hasReplayed: boolean;
}

/** What a replay tells. */
type Replayed = Extract<SessionEvent, { type: "message" | "gap" | "removed" }>;

function lastOf(event: Exclude<Replayed, SessionMessage>): number {
  return event.type === "gap" ? event.to : event.number;
}

/** A room that was taken up again from a transcript, which may have lost its end. */
interface Suspicion {
  /** The room's new start. */
  started: number | undefined;
  /** The latest message that may still be the one that was shown. */
  upTo: number;
  /** After which message the replay begins. */
  since: number;
}

/** What a session knows of the messages of a room, across any number of connections. */
export class CatchUp {
  /** What arrives of a replay. */
  readonly replay = new Replay();
  readonly #outgoing: Outgoing;
  readonly #options: CatchUpOptions;
  #room: string | undefined;
  /** When the room was taken up from its transcript, as the last complete replay knew it. */
  #started: number | undefined;
  /** The number of the latest message shown. */
  #number = 0;
  readonly #remembered = new Remembered();
  #suspicion: Suspicion | undefined;
  /** The stay of an earlier program, until the first replay has shown what became of its lines. */
  #stay: Stay | undefined;
  /** The texts of its lines of which this room cannot tell what became. */
  #unsure: string[] = [];
  /** From a `*hello` to the end of the replay that follows it. */
  #entering: { isNew: boolean; hasForgotten: boolean } | undefined;

  /** Starts with no room. */
  constructor(outgoing: Outgoing, options: CatchUpOptions) {
    this.#outgoing = outgoing;
    this.#options = options;
  }

  /** The ID of the room that was entered last, unless it was forgotten. */
  get room(): string | undefined {
    return this.#room;
  }

  /** The number of the latest message shown; 0 if the room was forgotten. */
  get lastNumber(): number {
    return this.#number;
  }

  /** Forgets the room. */
  forget(): void {
    this.#room = undefined;
    this.#number = 0;
    this.#stay = undefined;
    this.#unsure = [];
  }

  /** How far it has come. */
  get stay(): Stay {
    const here = { room: this.#room, started: this.#started, number: this.#number };
    return { ...this.#stay ?? here, lines: this.#outgoing.kept };
  }

  /** Goes on with a stay of an earlier program. Must be called before the room is entered. */
  resume(stay: Stay): void {
    this.#stay = stay;
    this.#outgoing.restore(stay.lines);
  }

  /** Prepares for the replay that follows a `*hello`. Returns after which message it must begin. */
  enter(hello: Hello): number {
    this.#outgoing.close();
    if (this.#stay && !hasKept(hello, this.#stay)) this.#dropStay(hello, this.#stay);
    this.#suspicion = this.#suspect(hello);
    // Without a word about its transcript, a room with fewer messages than before has lost some.
    const hasLost = !this.#suspicion && hello.last < this.#number;
    const isNew = hello.room !== this.#room || hasLost;
    this.#entering = { isNew, hasForgotten: isNew && this.#room !== undefined };
    if (isNew) this.#startOver(hello);
    const since = this.#suspicion?.since ?? this.#number;
    this.replay.clear(since);
    return since;
  }

  /** Takes a chat line. */
  receive(line: string): void {
    // While a replay is on its way, a chat line is part of it as well and is shown from there.
    if (!this.#outgoing.isOpen) return;
    this.#options.onEvent(this.#message(line, ++this.#number, this.#options.now()));
  }

  /**
   * Takes a `*removed` with its line. In a replay it stands for its message; otherwise it is an event
   * of the room, which says nothing new of a message that the replay has not reached. Returns whether
   * the message may have been shown.
   */
  remove(event: Extract<ReplayEvent, { verb: "removed" }>, line: string): boolean {
    const { number } = event;
    if (!this.#outgoing.isOpen && number === this.replay.next) this.replay.push(event, line);
    return number <= this.#number;
  }

  /** Ends a replay. Now it is known which of the lines in flight the room has seen. */
  end(last: number): void {
    this.#outgoing.caughtUp();
    if (this.#outgoing.isOpen) return;
    const shown = this.#number;
    const from = this.#suspicion ? this.#firstToShow(this.#suspicion) : shown + 1;
    if (from === undefined) return;
    if (this.#suspicion) this.#started = this.#suspicion.started;
    this.#suspicion = undefined;
    this.#remembered.cutAfter(from - 1);
    this.#number = last;
    this.#show(from, from <= shown ? [{ type: "forgot", from, to: shown }] : []);
  }

  /** Asks for the lines that were left out. What arrives until then is part of that replay. */
  skipped(): void {
    if (!this.#outgoing.isOpen) return;
    this.#outgoing.close();
    this.#askSince(this.#number);
  }

  #askSince(number: number): void {
    this.replay.clear(number);
    this.#outgoing.ask({ verb: "since", number });
  }

  #replayed(event: ReplayEvent): Replayed {
    if (event.verb === "gap") return { type: "gap", from: event.from, to: event.to };
    if (event.verb === "past") return this.#message(event.line, event.number, event.time);
    this.#remembered.add(event.number, undefined);
    return { type: "removed", number: event.number, message: undefined };
  }

  #message(line: string, number: number, time: number): SessionMessage {
    this.#remembered.add(number, line);
    // What was shown before has its receipt.
    if (this.#stay && number <= this.#stay.number) return sessionMessage(line, { number, time });
    return this.#outgoing.receive(line, { number, time });
  }

  #dropStay(hello: Hello, { room }: Stay): void {
    this.#stay = undefined;
    // Another room has seen none of the lines.
    if (hello.room === room) this.#unsure = this.#outgoing.giveUpInFlight();
    else this.#outgoing.takeBack();
  }

  // --- Rooms that forget --------------------------------------------------------------------------

  #startOver({ room, last, started }: Hello): void {
    if (this.#room !== undefined) {
      this.#options.onEvent({ type: "another room" });
      // This room has seen none of our lines.
      this.#outgoing.takeBack();
    }
    this.#room = room;
    this.#started = started;
    this.#number = Math.max(0, Math.min(this.#stay?.number ?? last, last - JOIN_HISTORY));
    this.#remembered.clear();
  }

  /**
   * Messages after `kept` are lost. Earlier ones may be others than those shown, if the room was
   * taken up more than once meanwhile; so the latest are compared.
   */
  #suspect({ room, kept, started }: Hello): Suspicion | undefined {
    if (room !== this.#room || kept === undefined || started === this.#started) return undefined;
    const upTo = Math.min(kept, this.#number);
    return { started, upTo, since: Math.max(0, upTo - COMPARED) };
  }

  /**
   * Compares a replay with what was shown. Returns the number of the first message to show;
   * undefined if the replay does not go back far enough, and another one was asked for.
   */
  #firstToShow(suspicion: Suspicion): number | undefined {
    const unlike = this.replay.firstUnlike(this.#remembered);
    const oldest = this.#remembered.first;
    if (unlike === suspicion.since + 1 && oldest < unlike) {
      suspicion.since = oldest - 1;
      this.#askSince(suspicion.since);
      return undefined;
    }
    return unlike ?? suspicion.upTo + 1;
  }

  /** Shows the messages of a replay from this number on, after `before`. */
  #show(from: number, before: SessionEvent[]): void {
    const { onEvent, onCaughtUp, onEntered } = this.#options;
    const events = Array.from(this.replay.end(from), (event) => this.#replayed(event));
    // A line of ours may be in a gap or removed, so sending it again could double it.
    const seen = this.#stay?.number ?? 0;
    const isWhole = events.every((one) => one.type === "message" || lastOf(one) <= seen);
    const unsure = [...this.#unsure, ...isWhole ? [] : this.#outgoing.giveUpInFlight()];
    this.#unsure = [];
    this.#stay = undefined;
    this.#outgoing.open();
    const entering = this.#entering;
    this.#entering = undefined;
    const said = events.filter(({ type }) => type === "message") as SessionMessage[];
    onCaughtUp(entering?.hasForgotten ? undefined : said.filter(({ mine }) => !mine).length);
    for (const event of [...before, ...events]) onEvent(event);
    for (const text of unsure) onEvent({ type: "unsure", text });
    if (entering) onEntered({ isNew: entering.isNew, hasReplayed: said.some(({ mine }) => !mine) });
  }
}
