/**
 * What a session and one of our servers tell each other. `catch_up.ts` counts the messages.
 *
 * @module
 */

import type { Sentence } from "../language/language.ts";
import { asName, parseEvent, readAction, type ServerEvent } from "../protocol.ts";
import { CatchUp, type CatchUpOptions, type Entered } from "./catch_up.ts";
import type { Hello } from "./greeting.ts";
import type { Outgoing } from "./outgoing.ts";
import { Order } from "./order.ts";
import { People, readNames } from "./people.ts";
import { Recent } from "./recent.ts";
import { Replay } from "./replay.ts";
import { type SessionEvent, sessionMessage } from "./session_event.ts";

/** Options for a {@linkcode ServerDialogue}. */
export interface ServerDialogueOptions extends Omit<CatchUpOptions, "onEntered"> {
  /** Makes up a key. */
  newKey: () => string;
  /** Reads what the server says in English. */
  read: (text: string) => Sentence;
  /** Told that a moderator has put this session out, and why. */
  onKicked: (reason: Sentence) => void;
}

/** The dialogue with a room, across any number of connections. */
export class ServerDialogue {
  /** The known names of people in the room. */
  readonly people = new People();
  /** Why the room does not let this session in, or has put it out, if it said so. */
  refusal: Sentence | undefined;
  readonly #outgoing: Outgoing;
  readonly #options: ServerDialogueOptions;
  /** What it knows of the messages. */
  readonly catchUp: CatchUp;
  /** What it knows of moderators. */
  readonly order: Order;
  /** The latest messages. */
  readonly recent = new Recent();
  /** What arrives of the answer to a `/past` or `/find`. */
  readonly #found = new Replay();
  /** The names that have arrived of the answer to a `/who`. */
  #listed = new People();
  /** What happens while the room is being entered. It is told after that. */
  #held: SessionEvent[] | undefined;
  /** Proves to this room that a later connection is the same session. */
  #key: string | undefined;

  /** Starts with no room. */
  constructor(outgoing: Outgoing, options: ServerDialogueOptions) {
    this.#outgoing = outgoing;
    this.#options = options;
    const onEntered = (entered: Entered) => this.#entered(entered);
    const onEvent = (event: SessionEvent) => {
      if (event.type === "message") this.recent.add(event);
      options.onEvent(event);
    };
    this.catchUp = new CatchUp(outgoing, { ...options, onEvent, onEntered });
    this.order = new Order({
      self: () => outgoing.name,
      emit: (event) => this.#emit(event),
      onKicked: (reason) => options.onKicked(this.refusal = (t) => t.putOut(reason)),
    });
  }

  /** Whether the room has been entered before. */
  get knowsRoom(): boolean {
    return this.catchUp.room !== undefined;
  }

  /** Forgets the room. The next one gets another key. */
  forget(): void {
    this.refusal = undefined;
    this.catchUp.forget();
    this.people.clear();
    this.order.forget();
    this.recent.clear();
    this.#held = undefined;
  }

  /** Takes over the session and asks for everything since, once a new connection is let in. */
  enter(hello: Hello): void {
    if (hello.room !== this.catchUp.room) this.#startAnew();
    this.order.enter();
    this.refusal = undefined;
    const since = this.catchUp.enter(hello);
    // What the room said to an attempt before has been told, or it says it again.
    this.#held = this.#held?.filter(({ type }) => type !== "error" && type !== "moderator") ?? [];
    this.#found.clear();
    this.#listed.clear();
    this.people.clear();
    this.askForName({ unasked: true });
    this.#outgoing.ask({ verb: "who", unasked: true });
    this.#outgoing.ask({ verb: "since", number: since });
  }

  /** Another room must learn nothing of the one before. */
  #startAnew(): void {
    this.#key = undefined;
    this.order.secret = undefined;
    this.recent.clear();
  }

  /** Gives a password for moderators, which is given again where that is needed. */
  moderate(secret: string, options: { unasked?: true } = {}): void {
    this.order.secret = secret;
    // While the room is being entered it waits for the end of that.
    if (!this.#held) this.#outgoing.ask({ verb: "moderate", secret, ...options });
  }

  /** Asks for the name that the user wants. */
  askForName(options: { unasked?: true } = {}): void {
    this.#key ??= this.#options.newKey();
    const name = this.#outgoing.wantedName;
    this.#outgoing.ask({ verb: "name", name, key: this.#key, ...options });
  }

  /** Takes a line. Throws an `Excess` if the server passes a limit. */
  receive(line: string): void {
    if (line.startsWith("*")) return this.#takeEvent(parseEvent(line), line);
    this.catchUp.receive(line);
  }

  /** Tells what happens, unless the room is still being entered. */
  #emit(event: SessionEvent): void {
    if (this.#held) this.#held.push(event);
    else this.#options.onEvent(event);
  }

  #entered({ isNew, hasReplayed }: Entered): void {
    const { onEvent } = this.#options;
    const held = this.#held ?? [];
    this.#held = undefined;
    this.refusal = undefined;
    if (hasReplayed) onEvent({ type: "live" });
    for (const event of held) onEvent(event);
    this.order.entered();
    const { secret, isModerator } = this.order;
    if (secret !== undefined && !isModerator) this.moderate(secret, { unasked: true });
    const names = [...this.people];
    const isAlone = names.every((name) => name === this.#outgoing.name);
    if (isNew && !isAlone) onEvent({ type: "here", names });
  }

  /** Takes an event; undefined: one that is unknown or malformed. Names that break a rule are ignored. */
  #takeEvent(event: ServerEvent | undefined, line: string): void {
    const answer = this.#answerUnderWay;
    if (event?.verb === "past" || event?.verb === "gap") return answer?.push(event, line);
    switch (event?.verb) {
      case "ping":
        return this.#outgoing.tell({ verb: "pong" });
      case "you":
        return this.#named(event.name);
      case "present":
        return this.catchUp.end(event.number);
      case "found":
        return this.#foundAll(event.count);
      case "skipped":
        return this.catchUp.skipped();
      case "error":
        return this.#refused(event.text);
      case "names":
        return this.#names(event.names, event.more);
      case "notice":
        return this.#emit({ type: "notice", sentence: this.#options.read(event.text) });
      case "private":
      case "sent":
        return this.#whispered(event);
      case "join":
      case "leave":
        return this.#moved(event);
      case "rename":
        return this.#renamed(event);
      case "moderator":
      case "kicked":
      case "muted":
      case "unmuted":
      case "floor":
      case "topic":
        return this.order.take(event);
      case "removed":
        return this.#removed(event, line);
      // Those matter only before a room is entered. Unknown events are ignored.
      case "hello":
      case "locked":
      case undefined:
        return;
      default:
        return event satisfies never;
    }
  }

  /** Whether an answer with messages in it may be under way. It has a limit of its own. */
  get isAnswering(): boolean {
    return this.#answerUnderWay !== undefined;
  }

  /** Where the messages of an answer go that may be under way. */
  get #answerUnderWay(): Replay | undefined {
    const question = this.#outgoing.lookingBack;
    return question && (question.verb === "since" ? this.catchUp.replay : this.#found);
  }

  /** Ends the answer to a `/past` or `/find`. */
  #foundAll(count: number): void {
    const asked = this.#outgoing.lookingBack;
    if (!asked || asked.verb === "since") return;
    this.#outgoing.caughtUp();
    if (asked.unasked) {
      this.#found.clear();
      return this.#emit({ type: "answered" });
    }
    const messages = Array.from(this.#found.end(0)).flatMap((event) =>
      event.verb === "past" ? [sessionMessage(event.line, event)] : []
    );
    this.#emit({ type: "found", asked, messages, count });
  }

  #removed(event: Extract<ServerEvent, { verb: "removed" }>, line: string): void {
    if (!this.catchUp.remove(event, line)) return;
    const { number } = event;
    this.#emit({ type: "removed", number, message: this.recent.take(number) });
  }

  #moved({ verb, name: given }: Extract<ServerEvent, { verb: "join" | "leave" }>): void {
    const name = asName(given);
    if (name === undefined) return;
    if (verb === "join") this.people.add(name);
    else this.people.delete(name);
    this.order.moved(name);
    this.#emit({ type: verb, name });
  }

  #renamed(event: Extract<ServerEvent, { verb: "rename" }>): void {
    const [from, to] = [asName(event.from), asName(event.to)];
    if (from === undefined || to === undefined) return;
    this.people.rename(from, to);
    this.order.rename(from, to);
    this.#emit({ type: "rename", from, to });
  }

  #names(given: string[], more: boolean): void {
    for (const name of readNames(given)) {
      this.people.add(name);
      this.#listed.add(name);
    }
    if (more) return;
    const names = [...this.#listed];
    this.#listed.clear();
    const isUnasked = this.#outgoing.oldestQuestion?.unasked;
    this.#outgoing.answer("who");
    const { isModerator, muted } = this.order;
    const known = isModerator && { muted: names.filter((name) => muted.has(name)) };
    if (!isUnasked) this.#emit({ type: "names", names, ...known });
  }

  #named(given: string): void {
    const before = this.#outgoing.name;
    const asked = this.#outgoing.oldestQuestion;
    this.#outgoing.answer("name");
    const name = asName(given);
    if (name === undefined) return;
    this.#outgoing.takeName(name);
    // Nobody is told that they have changed names themselves.
    this.people.rename(before, name);
    this.order.rename(before, name);
    if (asked?.verb === "name" && asked.unasked) this.order.named();
    const isAnswer = asked?.verb === "name" && !asked.unasked;
    if (name !== before || isAnswer) this.#emit({ type: "you", name });
  }

  /** Takes a private message, or the receipt of one. */
  #whispered(
    { verb, name: given, text }: Extract<ServerEvent, { verb: "private" | "sent" }>,
  ): void {
    if (verb === "sent") this.#outgoing.answer("msg");
    const name = asName(given);
    if (name === undefined) return;
    this.#emit({ type: verb, name, ...readAction(text), time: this.#options.now() });
  }

  #refused(text: string): void {
    const reason = this.#options.read(text);
    const refused = this.#outgoing.refuse();
    if (refused && !("verb" in refused)) {
      return this.#emit({ type: "refused", text: refused.text, reason });
    }
    if (this.#held) this.refusal = reason;
    if (refused?.verb === "name") this.#outgoing.wantedName = this.#outgoing.name;
    if (refused?.verb === "moderate") this.order.secret = undefined;
    // The user knows nothing of a password that was given again.
    if (refused?.verb === "moderate" && refused.unasked) return;
    this.#emit({ type: "error", reason });
  }
}
