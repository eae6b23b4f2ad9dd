/**
 * What a session and one of our servers tell each other: numbers, replays and other events.
 *
 * @module
 */

import { readServerSentence } from "../language/server_sentences.ts";
import { ACTION, parseEvent, type ServerEvent } from "../protocol.ts";
import type { Hello } from "./greeting.ts";
import type { Outgoing } from "./outgoing.ts";
import type { SessionEvent } from "./session_event.ts";

/** How many messages are shown on joining. */
const JOIN_HISTORY = 20;

/** Options for a {@linkcode ServerDialogue}. */
export interface ServerDialogueOptions {
  /** The session's key. */
  key: string;
  /** The clock, in Unix milliseconds. */
  now: () => number;
  /** Told what happens. */
  onEvent: (event: SessionEvent) => void;
  /** Told of the end of a replay before the messages in it, of which others said `missed`. */
  onCaughtUp: (missed: number) => void;
}

/** The dialogue with a room, across any number of connections. */
export class ServerDialogue {
  /** The known names of people in the room. */
  readonly people = new Set<string>();
  readonly #outgoing: Outgoing;
  readonly #options: ServerDialogueOptions;
  #room: string | undefined;
  /** The number of the latest message shown. */
  #number = 0;
  #replay: Extract<ServerEvent, { verb: "past" | "gap" }>[] = [];

  /** Starts with no room. */
  constructor(outgoing: Outgoing, options: ServerDialogueOptions) {
    this.#outgoing = outgoing;
    this.#options = options;
  }

  /** Whether the room has been entered before. */
  get knowsRoom(): boolean {
    return this.#room !== undefined;
  }

  /** Forgets the room. */
  forget(): void {
    this.#room = undefined;
  }

  /** Takes over the session and asks for everything since, once a new connection is let in. */
  enter({ room, last }: Hello): void {
    this.#outgoing.close();
    // A room with fewer messages than before has lost the end of its transcript.
    const isAnother = room !== this.#room || last < this.#number;
    if (isAnother && this.knowsRoom) {
      this.#options.onEvent({ type: "another room" });
      // This room has seen none of our lines.
      this.#outgoing.takeBack();
    }
    if (isAnother) this.#number = Math.max(0, last - JOIN_HISTORY);
    this.#room = room;
    this.#replay = [];
    this.people.clear();
    this.askForName();
    this.#outgoing.ask({ verb: "who", unasked: true });
    this.#outgoing.ask({ verb: "since", number: this.#number });
  }

  /** Asks for the name that the user wants. */
  askForName(): void {
    this.#outgoing.ask({ verb: "name", name: this.#outgoing.wantedName, key: this.#options.key });
  }

  /** Takes a line. */
  receive(line: string): void {
    const { now, onEvent } = this.#options;
    const event = line.startsWith("*") ? parseEvent(line) : undefined;
    if (event) this.#takeEvent(event);
    // While a replay is on its way, a chat line is part of it as well and is shown from there.
    else if (!line.startsWith("*") && this.#outgoing.isOpen) {
      onEvent(this.#outgoing.receive(line, { number: ++this.#number, time: now() }));
    }
  }

  /** Takes what concerns the session itself. */
  #takeEvent(event: ServerEvent): void {
    switch (event.verb) {
      case "ping":
        return this.#outgoing.tell({ verb: "pong" });
      case "you":
        return this.#named(event.name);
      case "past":
      case "gap":
        return void this.#replay.push(event);
      case "present":
        return this.#caughtUp(event.number);
      case "skipped":
        return this.#skipped();
      case "error":
        return this.#refused(event.text);
      default:
        this.#pass(event);
    }
  }

  /** Passes what concerns the user on. */
  #pass(event: ServerEvent): void {
    const { onEvent } = this.#options;
    switch (event.verb) {
      case "join":
        this.people.add(event.name);
        return onEvent({ type: "join", name: event.name });
      case "leave":
        this.people.delete(event.name);
        return onEvent({ type: "leave", name: event.name });
      case "rename":
        if (this.people.delete(event.from)) this.people.add(event.to);
        return onEvent({ type: "rename", from: event.from, to: event.to });
      case "names":
        return this.#names(event.names, event.more);
      case "private":
        return onEvent({ type: "private", name: event.name, ...readText(event.text) });
      case "sent":
        this.#outgoing.answer("msg");
        return onEvent({ type: "sent", name: event.name, ...readText(event.text) });
      case "notice":
        return onEvent({ type: "notice", sentence: readServerSentence(event.text) });
    }
  }

  #names(names: string[], more: boolean): void {
    for (const name of names) this.people.add(name);
    const isUnasked = this.#outgoing.oldestQuestion?.unasked;
    if (!more) this.#outgoing.answer("who");
    if (!isUnasked) this.#options.onEvent({ type: "names", names, more });
  }

  #named(given: string): void {
    const before = this.#outgoing.name;
    this.#outgoing.answer("name");
    this.#outgoing.takeName(given);
    if (given !== before) this.#options.onEvent({ type: "you", name: given });
  }

  /** Asks for the lines that were left out. What arrives until then is part of that replay. */
  #skipped(): void {
    if (!this.#outgoing.isOpen) return;
    this.#outgoing.close();
    this.#outgoing.ask({ verb: "since", number: this.#number });
  }

  /** Ends a replay. Now it is known which of the lines in flight the room has seen. */
  #caughtUp(number: number): void {
    const { onEvent, onCaughtUp } = this.#options;
    this.#outgoing.caughtUp();
    const replay = this.#replay.splice(0);
    if (this.#outgoing.isOpen) return;
    this.#number = number;
    const events = replay.map((event): SessionEvent =>
      event.verb === "gap"
        ? { type: "gap", from: event.from, to: event.to }
        : this.#outgoing.receive(event.line, event)
    );
    // A line of ours may be in a gap, so sending it again could double it.
    const unsure = events.some(({ type }) => type === "gap") ? this.#outgoing.giveUpInFlight() : [];
    this.#outgoing.open();
    onCaughtUp(events.filter((event) => event.type === "message" && !event.mine).length);
    for (const event of events) onEvent(event);
    for (const text of unsure) onEvent({ type: "unsure", text });
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

/** Reads the text of a private message. */
function readText(text: string): { text: string; action: boolean } {
  const action = text.startsWith(ACTION);
  return { text: action ? text.slice(ACTION.length) : text, action };
}
