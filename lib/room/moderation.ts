/**
 * What moderators can do, and what follows from it for the others.
 *
 * A command that changes nothing is answered like one that does, because two moderators may do the
 * same thing at the same time.
 *
 * @module
 */

import type { ServerSentence } from "../language/language.ts";
import { serverEn } from "../language/server_en.ts";
import { type ModerationCommand, nameKey, Refusal } from "../protocol.ts";
import { Acts, type ActsOptions } from "./acts.ts";
import { FloorWatch, type FloorWatchOptions } from "./floor_watch.ts";
import { Member } from "./member.ts";
import { DEFAULT_KICK_MINUTES, type ModerationOptions } from "./moderation_options.ts";
import { Moderators } from "./moderators.ts";
import { Muting } from "./muting.ts";
import type { Presence } from "./presence.ts";
import { PRICE_OF_ACT, priceOfAnswer } from "./price.ts";
import { type Origin, Restraints } from "./restraints.ts";
import { Standing } from "./standing.ts";
import { Whom } from "./whom.ts";

/** How many of the messages that were removed last are told after `*hello`. */
const MAX_TOLD_REMOVED = 50;

/** What moderation needs of its room. */
export interface ModeratedRoom
  extends Pick<FloorWatchOptions, "setTimer">, Omit<ActsOptions, "standing" | "onAct"> {
  /** The names of its members. */
  presence: Presence;
  /** Takes a member out. */
  putOut: (member: Member) => void;
}

/** The moderation of a room. */
export class Moderation {
  readonly #room: ModeratedRoom;
  readonly #options: ModerationOptions;
  readonly #standing: Standing;
  readonly #acts: Acts;
  readonly #moderators: Moderators;
  readonly #restraints: Restraints;
  readonly #whom: Whom;
  readonly #muting: Muting;
  readonly #floorWatch: FloorWatch;

  /** Goes on with what holds. */
  constructor(room: ModeratedRoom, options: ModerationOptions = {}) {
    const { lock, standing = new Standing(), knownBy = "address" } = options;
    this.#room = room;
    this.#options = options;
    this.#standing = standing;
    const { onAct } = options;
    this.#acts = new Acts({ ...room, standing, ...onAct && { onAct } });
    const moderators = this.#moderators = new Moderators(lock);
    const restraints = this.#restraints = new Restraints(standing, { ...room, knownBy });
    const whom = this.#whom = new Whom({ ...room, moderators });
    const { now } = room;
    this.#muting = new Muting({ acts: this.#acts, moderators, restraints, standing, whom, now });
    this.#floorWatch = new FloorWatch({ ...room, release: () => this.#releaseFloor() });
    this.#watchFloor();
  }

  /** What the room is about; empty: nothing in particular. */
  get topic(): string {
    return this.#standing.topic;
  }

  /** Lets the floor be: the room closes. */
  close(): void {
    this.#floorWatch.close();
  }

  // --- What follows for the others ----------------------------------------------------------------

  /** Why a connection is not taken or, with a name, why it could say nothing under that. */
  refusalOf(origin: Origin, name?: string): ServerSentence | undefined {
    const keptOut = this.#restraints.refusalOf(origin, name);
    if (keptOut || name === undefined) return keptOut;
    if (this.#restraints.wouldBeMuted(origin, name)) return (t) => t.youAreMuted();
    return this.#standing.floor === "moderators" ? (t) => t.floorTaken() : undefined;
  }

  /** Called when a member has come in. */
  entered(member: Member): void {
    this.#restraints.recognize(member);
  }

  /** Called before a member takes a name. Throws a {@linkcode Refusal}; false if it was put out. */
  mayTake(member: Member, name: string, key: string | undefined): boolean {
    if (member.name && !this.#moderators.has(member)) {
      const isOwn = [member.name.key, member.asked!.key].includes(nameKey(name));
      if (!isOwn && this.#muting.isMuted(member)) throw new Refusal(serverEn.mutedName());
      // A name is speech, too.
      if (!isOwn && this.#standing.floor === "moderators") throw new Refusal(serverEn.floorTaken());
    }
    return this.#restraints.admits(member, name, key);
  }

  /** Called when a member has taken a name, perhaps that of a connection which it replaced. */
  named(member: Member, replaced: Member | undefined): void {
    const wasModerator = this.#moderators.has(member);
    if (replaced) {
      this.#moderators.leave(replaced, false);
      member.spoke = Math.max(member.spoke, replaced.spoke);
    }
    this.#restraints.recognize(member);
    const isModerator = this.#moderators.recognize(member);
    const { text: name } = member.name!;
    if (isModerator && !wasModerator) {
      this.#acts.tell(member, true, { verb: "moderator", name });
      this.#muting.tellAll(member);
    }
    this.#muting.named(member);
    this.#watchFloor();
  }

  /** Called before a line is said. Throws a {@linkcode Refusal}; false if its member was put out. */
  maySay(member: Member, line: string): boolean {
    if (this.#moderators.has(member)) return true;
    if (!this.#restraints.admitsLine(member, line)) return false;
    if (this.#muting.isMuted(member)) throw new Refusal(serverEn.youAreMuted());
    if (this.#standing.floor === "moderators") throw new Refusal(serverEn.floorTaken());
    return true;
  }

  /** Called before a private message is delivered. Throws a {@linkcode Refusal}. */
  checkPrivate(from: Member, to: Member): void {
    if (this.#muting.isMuted(from) && !this.#moderators.has(to)) {
      throw new Refusal(serverEn.youAreMuted());
    }
  }

  /** Tells a member what holds, after its `*hello`. Returns the price. */
  welcome(member: Member): number {
    const { floor, topic } = this.#standing;
    if (floor === "moderators") member.tell({ verb: "floor", who: floor });
    if (topic !== "") member.tell({ verb: "topic", text: topic });
    const { here } = this.#moderators;
    for (const { name } of here) member.tell({ verb: "moderator", name: name!.text });
    // Somebody who comes back may show what was removed meanwhile.
    const removed = this.#room.history.lastRemoved(MAX_TOLD_REMOVED);
    for (const number of removed) member.tell({ verb: "removed", number });
    return priceOfAnswer(here.size + removed.length);
  }

  /** Called when a member is out. With `quit` its session is over. */
  left(member: Member, { quit = false } = {}): void {
    const isProtected = this.#moderators.has(member);
    if (!isProtected && !this.#restraints.isKeptOut(member)) this.#whom.left(member);
    this.#moderators.leave(member, quit);
    this.#watchFloor();
  }

  /** Whether this password of a member is refused, which must be slow. */
  isWrong(member: Member, secret: string): boolean {
    return this.#moderators.exist && this.#moderators.isWrong(member, secret);
  }

  // --- What moderators do -------------------------------------------------------------------------

  /** Answers a command. Returns the price, or throws a {@linkcode Refusal}. */
  answer(member: Member, command: ModerationCommand): number {
    if (command.verb !== "moderate") this.#check(member, `/${command.verb}`);
    switch (command.verb) {
      case "moderate":
        return this.#admit(member, command.secret);
      case "kick":
        return this.#kick(member, command.name, command.reason);
      case "mute":
        return this.#muting.mute(member, command.name);
      case "unmute":
        return this.#muting.unmute(member, command.name);
      case "floor": {
        const { who } = command;
        const act = who === this.#standing.floor ? undefined : { act: "floor", who } as const;
        return this.#acts.do(member, act, { verb: "floor", who });
      }
      case "topic": {
        const { text } = command;
        const act = text === this.topic ? undefined : { act: "topic", text } as const;
        return this.#acts.do(member, act, { verb: "topic", text });
      }
      case "remove":
        return this.#remove(member, command.number);
    }
  }

  #check(member: Member, command: string): void {
    if (!this.#moderators.exist) throw new Refusal(serverEn.noModerators());
    if (!this.#moderators.has(member)) throw new Refusal(serverEn.moderatorsOnly(command));
  }

  #admit(member: Member, secret: string): number {
    const wasModerator = this.#moderators.has(member);
    this.#moderators.admit(member, secret);
    if (!wasModerator) this.#acts.record({ act: "moderator" }, member);
    this.#watchFloor();
    const price = this.#acts.tell(member, true, { verb: "moderator", name: member.name!.text });
    return price + (wasModerator ? 0 : priceOfAnswer(this.#muting.tellAll(member)));
  }

  #kick(member: Member, name: string, reason: string): number {
    const { kickMinutes = DEFAULT_KICK_MINUTES } = this.#options;
    const now = this.#room.now();
    const found = this.#whom.find(name);
    // Who has left can only be kept out.
    const to = found instanceof Member || kickMinutes > 0 ? found : undefined;
    const before = this.#standing.kicks.named(name, now).at(-1);
    if (!to && before) {
      const { name, reason } = before;
      return this.#acts.do(member, undefined, { verb: "kicked", name, reason });
    }
    const mark = this.#restraints.markOf(this.#whom.check(to, name));
    const act = { act: "kicked", ...mark, reason, until: now + kickMinutes * 60_000 } as const;
    const mayHear = to instanceof Member && to.knocked;
    // After `*kicked` nobody listens.
    if (mayHear && kickMinutes > 0) {
      to.tell({ verb: "notice", text: serverEn.keptOut(kickMinutes) });
    }
    this.#acts.do(member, act, { verb: "kicked", name: mark.name, reason });
    if (to instanceof Member) this.#room.putOut(to);
    else this.#whom.forget(to!);
    // The other connections of the person go, too.
    const others = [...this.#room.relay].filter((one) => !this.#moderators.has(one));
    for (const one of others) this.#restraints.enforce(one);
    return PRICE_OF_ACT;
  }

  #remove(member: Member, number: number): number {
    const { history } = this.#room;
    const isRemoved = history.isRemoved(number);
    if (!isRemoved && !history.get(number)) throw new Refusal(serverEn.notKept(number));
    const act = isRemoved ? undefined : { act: "removed", message: number } as const;
    this.#acts.do(member, act, { verb: "removed", number });
    // Whoever shows the message no more would not see that answer.
    if (isRemoved) member.tell({ verb: "notice", text: serverEn.removedAlready(number) });
    history.remove(number);
    return PRICE_OF_ACT;
  }

  // --- The floor ----------------------------------------------------------------------------------

  #watchFloor(): void {
    const { floor } = this.#standing;
    this.#floorWatch.update(floor === "moderators" && this.#moderators.here.size === 0);
  }

  #releaseFloor(): void {
    this.#acts.record({ act: "floor", who: "everyone" });
    this.#room.relay.announce({ verb: "floor", who: "everyone" });
  }
}
