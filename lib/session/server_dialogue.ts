/**
 * What a session and one of our servers tell each other. `catch_up.ts` counts the messages.
 *
 * @module
 */

import { readServerSentence } from "../language/server_sentences.ts";
import { ACTION, asName, parseEvent, readMessage, type ServerEvent } from "../protocol.ts";
import { CatchUp, type CatchUpOptions } from "./catch_up.ts";
import type { EventBudget } from "./excess.ts";
import type { Hello } from "./greeting.ts";
import type { Outgoing } from "./outgoing.ts";
import { People } from "./people.ts";
import { Replay } from "./replay.ts";
import type { SessionMessage } from "./session_event.ts";

/** Options for a {@linkcode ServerDialogue}. */
export interface ServerDialogueOptions extends CatchUpOptions {
  /** Makes up a key. */
  newKey: () => string;
  /** Limits the events that the server sends. */
  budget: EventBudget;
}

/** The dialogue with a room, across any number of connections. */
export class ServerDialogue {
  /** The known names of people in the room. */
  readonly people = new People();
  readonly #outgoing: Outgoing;
  readonly #options: ServerDialogueOptions;
  readonly #catchUp: CatchUp;
  /** What arrives of the answer to a `/past` or `/find`. */
  readonly #found = new Replay();
  /** Proves to this room that a later connection is the same session. */
  #key: string | undefined;

  /** Starts with no room. */
  constructor(outgoing: Outgoing, options: ServerDialogueOptions) {
    this.#outgoing = outgoing;
    this.#options = options;
    this.#catchUp = new CatchUp(outgoing, options);
  }

  /** The number of the latest message shown. */
  get lastNumber(): number {
    return this.#catchUp.lastNumber;
  }

  /** Whether the room has been entered before. */
  get knowsRoom(): boolean {
    return this.#catchUp.room !== undefined;
  }

  /** Forgets the room. The next one gets another key. */
  forget(): void {
    this.#catchUp.forget();
    this.people.clear();
  }

  /** Takes over the session and asks for everything since, once a new connection is let in. */
  enter(hello: Hello): void {
    if (hello.room !== this.#catchUp.room) this.#key = undefined;
    const since = this.#catchUp.enter(hello);
    this.#found.clear();
    this.people.clear();
    this.askForName();
    this.#outgoing.ask({ verb: "who", unasked: true });
    this.#outgoing.ask({ verb: "since", number: since });
  }

  /** Asks for the name that the user wants. */
  askForName(): void {
    this.#key ??= this.#options.newKey();
    this.#outgoing.ask({ verb: "name", name: this.#outgoing.wantedName, key: this.#key });
  }

  /** Takes a line. Throws an `Excess` if the server passes a limit. */
  receive(line: string): void {
    if (line.startsWith("*")) return this.#takeEvent(parseEvent(line), line);
    this.#catchUp.receive(line);
  }

  /** Takes an event; undefined: one that is unknown or malformed. Names that break a rule are ignored. */
  #takeEvent(event: ServerEvent | undefined, line: string): void {
    const answer = this.#answerUnderWay;
    // An answer has a limit of its own, but only a few gaps.
    if (!answer || event?.verb !== "past") this.#options.budget.spend(line);
    if (event?.verb === "past" || event?.verb === "gap") return answer?.push(event, line);
    switch (event?.verb) {
      case "ping":
        return this.#outgoing.tell({ verb: "pong" });
      case "you":
        return this.#named(event.name);
      case "present":
        return this.#catchUp.end(event.number);
      case "found":
        return this.#foundAll(event.count);
      case "skipped":
        return this.#catchUp.skipped();
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

  /** Where the messages of an answer go that may be under way. */
  get #answerUnderWay(): Replay | undefined {
    const question = this.#outgoing.lookingBack;
    return question && (question.verb === "since" ? this.#catchUp.replay : this.#found);
  }

  /** Ends the answer to a `/past` or `/find`. */
  #foundAll(count: number): void {
    const asked = this.#outgoing.lookingBack;
    if (!asked || asked.verb === "since") return;
    this.#outgoing.caughtUp();
    const messages = Array.from(this.#found.end(0)).flatMap((event): SessionMessage[] => {
      if (event.verb === "gap") return [];
      const { number, time } = event;
      return [{ type: "message", ...readMessage(event.line), number, time, mine: false }];
    });
    this.#options.onEvent({ type: "found", asked, messages, count });
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
    this.#options.onEvent({ type: verb, name, text: said, action, time: this.#options.now() });
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
