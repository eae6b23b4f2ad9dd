/**
 * What a session and one of our servers tell each other: numbers, replays and other events.
 *
 * @module
 */

import { readServerSentence } from "../language/server_sentences.ts";
import { ACTION, asName, parseEvent, type ServerEvent } from "../protocol.ts";
import type { EventBudget } from "./excess.ts";
import type { Hello } from "./greeting.ts";
import type { Outgoing } from "./outgoing.ts";
import { People } from "./people.ts";
import { Remembered } from "./remembered.ts";
import { Replay } from "./replay.ts";
import type { SessionEvent } from "./session_event.ts";

/** How many messages are shown on joining. */
const JOIN_HISTORY = 20;

/** How many of the latest messages are compared after a restart that may have lost some. */
const COMPARED = 5;

/** Options for a {@linkcode ServerDialogue}. */
export interface ServerDialogueOptions {
  /** Makes up a key. */
  newKey: () => string;
  /** The clock, in Unix milliseconds. */
  now: () => number;
  /** Limits the events that the server sends. */
  budget: EventBudget;
  /** Told what happens. */
  onEvent: (event: SessionEvent) => void;
  /** Told of the end of a replay before the messages in it, of which others said `missed`. */
  onCaughtUp: (missed: number) => void;
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

/** The dialogue with a room, across any number of connections. */
export class ServerDialogue {
  /** The known names of people in the room. */
  readonly people = new People();
  readonly #outgoing: Outgoing;
  readonly #options: ServerDialogueOptions;
  /** Proves to this room that a later connection is the same session. */
  #key: string | undefined;
  #room: string | undefined;
  /** When the room was taken up from its transcript, as the last complete replay knew it. */
  #started: number | undefined;
  /** The number of the latest message shown. */
  #number = 0;
  readonly #remembered = new Remembered();
  readonly #replay = new Replay();
  #suspicion: Suspicion | undefined;

  /** Starts with no room. */
  constructor(outgoing: Outgoing, options: ServerDialogueOptions) {
    this.#outgoing = outgoing;
    this.#options = options;
  }

  /** Whether the room has been entered before. */
  get knowsRoom(): boolean {
    return this.#room !== undefined;
  }

  /** Forgets the room. The next one gets another key. */
  forget(): void {
    this.#room = undefined;
    this.people.clear();
  }

  /** Takes over the session and asks for everything since, once a new connection is let in. */
  enter(hello: Hello): void {
    this.#outgoing.close();
    this.#replay.clear();
    this.people.clear();
    this.#suspicion = this.#suspect(hello);
    // Without a word about its transcript, a room with fewer messages than before has lost some.
    const hasLost = !this.#suspicion && hello.last < this.#number;
    if (hello.room !== this.#room || hasLost) this.#startOver(hello);
    this.askForName();
    this.#outgoing.ask({ verb: "who", unasked: true });
    this.#outgoing.ask({ verb: "since", number: this.#suspicion?.since ?? this.#number });
  }

  /** Asks for the name that the user wants. */
  askForName(): void {
    this.#key ??= this.#options.newKey();
    this.#outgoing.ask({ verb: "name", name: this.#outgoing.wantedName, key: this.#key });
  }

  /** Takes a line. Throws an `Excess` if the server passes a limit. */
  receive(line: string): void {
    if (line.startsWith("*")) return this.#takeEvent(parseEvent(line), line);
    // While a replay is on its way, a chat line is part of it as well and is shown from there.
    if (!this.#outgoing.isOpen) return;
    this.#options.onEvent(this.#message(line, ++this.#number, this.#options.now()));
  }

  #message(line: string, number: number, time: number): SessionEvent {
    this.#remembered.add(number, line);
    return this.#outgoing.receive(line, { number, time });
  }

  // --- Rooms that forget --------------------------------------------------------------------------

  #startOver({ room, last, started }: Hello): void {
    if (this.knowsRoom) {
      this.#options.onEvent({ type: "another room" });
      // This room has seen none of our lines.
      this.#outgoing.takeBack();
    }
    if (room !== this.#room) this.#key = undefined;
    this.#room = room;
    this.#started = started;
    this.#number = Math.max(0, last - JOIN_HISTORY);
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
    const unlike = this.#replay.firstUnlike(this.#remembered);
    const oldest = this.#remembered.first;
    if (unlike === suspicion.since + 1 && oldest < unlike) {
      suspicion.since = oldest - 1;
      this.#replay.clear();
      this.#outgoing.ask({ verb: "since", number: suspicion.since });
      return undefined;
    }
    return unlike ?? suspicion.upTo + 1;
  }

  /** Ends a replay. Now it is known which of the lines in flight the room has seen. */
  #caughtUp(last: number): void {
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

  /** Shows the messages of a replay from this number on, after `before`. */
  #show(from: number, before: SessionEvent[]): void {
    const { onEvent, onCaughtUp } = this.#options;
    const events = Array.from(
      this.#replay.end(from),
      (event): SessionEvent =>
        event.verb === "gap"
          ? { type: "gap", from: event.from, to: event.to }
          : this.#message(event.line, event.number, event.time),
    );
    // A line of ours may be in a gap, so sending it again could double it.
    const unsure = events.some(({ type }) => type === "gap") ? this.#outgoing.giveUpInFlight() : [];
    this.#outgoing.open();
    onCaughtUp(events.filter((event) => event.type === "message" && !event.mine).length);
    for (const event of [...before, ...events]) onEvent(event);
    for (const text of unsure) onEvent({ type: "unsure", text });
  }

  /** Asks for the lines that were left out. What arrives until then is part of that replay. */
  #skipped(): void {
    if (!this.#outgoing.isOpen) return;
    this.#outgoing.close();
    this.#outgoing.ask({ verb: "since", number: this.#number });
  }

  // --- Events -------------------------------------------------------------------------------------

  /** Takes an event; undefined: one that is unknown or malformed. Names that break a rule are ignored. */
  #takeEvent(event: ServerEvent | undefined, line: string): void {
    const isReplay = !this.#outgoing.isOpen && (event?.verb === "past" || event?.verb === "gap");
    // A replay has a limit of its own, but only a few gaps.
    if (!isReplay || event?.verb === "gap") this.#options.budget.spend(line);
    if (isReplay) return this.#replay.push(event, line);
    switch (event?.verb) {
      case "ping":
        return this.#outgoing.tell({ verb: "pong" });
      case "you":
        return this.#named(event.name);
      case "present":
        return this.#caughtUp(event.number);
      case "skipped":
        return this.#skipped();
      case "error":
        return this.#refused(event.text);
      case "names":
        return this.#names(event.names, event.more);
      case "notice":
        return this.#options.onEvent({ type: "notice", sentence: readServerSentence(event.text) });
      case "private":
      case "sent":
        return this.#whispered(event);
      case "join":
      case "leave":
        return this.#moved(event);
      case "rename":
        return this.#renamed(event);
    }
  }

  #moved({ verb, name: given }: Extract<ServerEvent, { verb: "join" | "leave" }>): void {
    const name = asName(given);
    if (name === undefined) return;
    if (verb === "join") this.people.add(name);
    else this.people.delete(name);
    this.#options.onEvent({ type: verb, name });
  }

  #renamed(event: Extract<ServerEvent, { verb: "rename" }>): void {
    const [from, to] = [asName(event.from), asName(event.to)];
    if (from === undefined || to === undefined) return;
    this.people.rename(from, to);
    this.#options.onEvent({ type: "rename", from, to });
  }

  #names(given: string[], more: boolean): void {
    const names = readNames(given);
    for (const name of names) this.people.add(name);
    const isUnasked = this.#outgoing.oldestQuestion?.unasked;
    if (!more) this.#outgoing.answer("who");
    if (!isUnasked) this.#options.onEvent({ type: "names", names, more });
  }

  #named(given: string): void {
    const before = this.#outgoing.name;
    this.#outgoing.answer("name");
    const name = asName(given);
    if (name === undefined) return;
    this.#outgoing.takeName(name);
    if (name !== before) this.#options.onEvent({ type: "you", name });
  }

  /** Takes a private message, or the receipt of one. */
  #whispered(
    { verb, name: given, text }: Extract<ServerEvent, { verb: "private" | "sent" }>,
  ): void {
    if (verb === "sent") this.#outgoing.answer("msg");
    const name = asName(given);
    if (name === undefined) return;
    const action = text.startsWith(ACTION);
    const said = action ? text.slice(ACTION.length) : text;
    this.#options.onEvent({ type: verb, name, text: said, action });
  }

  #refused(text: string): void {
    const { onEvent } = this.#options;
    const reason = readServerSentence(text);
    const refused = this.#outgoing.refuse();
    if (refused && !("verb" in refused)) {
      return onEvent({ type: "refused", text: refused.text, reason });
    }
    if (refused?.verb === "name") this.#outgoing.wantedName = this.#outgoing.name;
    onEvent({ type: "error", reason });
  }
}

/** Reads a list of names up to what is none, because looking at many of those would take long. */
function readNames(given: readonly string[]): string[] {
  const names: string[] = [];
  for (const one of given) {
    const name = asName(one);
    if (name === undefined) break;
    names.push(name);
  }
  return names;
}
