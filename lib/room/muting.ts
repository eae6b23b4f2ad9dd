/**
 * Who is muted. Everybody is told when a moderator mutes somebody. Moderators are told also of those
 * who are muted already, and of those who are known again.
 *
 * @module
 */

import { serverEn } from "../language/server_en.ts";
import { quote, Refusal } from "../protocol.ts";
import type { Acts } from "./acts.ts";
import type { Mark } from "./marks.ts";
import { Member, type Person } from "./member.ts";
import type { Moderators } from "./moderators.ts";
import type { Restraints } from "./restraints.ts";
import type { MuteAct, Standing } from "./standing.ts";
import type { Whom } from "./whom.ts";

/** Options for {@linkcode Muting}. */
export interface MutingOptions {
  /** Writes down who is muted, and tells of it. */
  acts: Acts;
  /** Those whom nobody mutes. */
  moderators: Moderators;
  /** Knows people again. */
  restraints: Restraints;
  /** Those who were muted. */
  standing: Standing;
  /** Those who can be muted. */
  whom: Whom;
  /** The clock, in Unix milliseconds. */
  now: () => number;
}

/** Mutes people, and lets them speak again. */
export class Muting {
  readonly #options: MutingOptions;
  /** The members whom the moderators were told of. */
  readonly #told = new WeakSet<Member>();

  /** Goes on with those who are muted. */
  constructor(options: MutingOptions) {
    this.#options = options;
  }

  /** Whether somebody may say nothing to the room. */
  isMuted(person: Person): boolean {
    return person.mute !== undefined && !this.#options.moderators.has(person);
  }

  /** Called when a member has taken a name. */
  named(member: Member): void {
    if (!this.isMuted(member)) return;
    if (member.knocked) member.tell({ verb: "muted", name: member.name!.text });
    if (this.#told.has(member)) return;
    this.#told.add(member);
    this.#tellModerators("muted", member);
  }

  /** Tells a moderator, who has just become one, of all who are muted. Returns how many there are. */
  tellAll(moderator: Member): number {
    const names = new Set<string>();
    for (const one of this.#members()) if (this.isMuted(one)) names.add(one.name!.text);
    for (const name of names) moderator.tell({ verb: "muted", name });
    return names.size;
  }

  /** Mutes whoever a moderator means. Returns the price, or throws a {@linkcode Refusal}. */
  mute(by: Member, name: string): number {
    const { acts, restraints, standing, whom, now } = this.#options;
    const to = whom.find(name, (one) => !this.isMuted(one));
    const muted = to
      ? this.isMuted(to) && to.name!.text
      : standing.mutes.named(name, now())[0]?.name;
    if (muted) return acts.do(by, undefined, { verb: "muted", name: muted });
    const mark = restraints.markOf(whom.check(to, name));
    to!.mute = acts.record({ act: "muted", ...mark }, by) as MuteAct;
    for (const one of whom) restraints.recognize(one);
    const price = acts.tell(by, true, { verb: "muted", name: mark.name });
    // What else the person has open is muted, too.
    for (const one of this.#members()) {
      if (!this.isMuted(one) || this.#told.has(one)) continue;
      if (one.name!.text === mark.name) this.#told.add(one);
      else this.named(one);
    }
    return price;
  }

  /** Lets everybody of a name speak again. Returns the price, or throws a {@linkcode Refusal}. */
  unmute(by: Member, name: string): number {
    const { acts, standing, whom, now } = this.#options;
    const all = whom.all(name);
    const marks = new Set<Mark>(standing.mutes.named(name, now()));
    for (const { mute } of all) if (mute) marks.add(mute);
    if (marks.size + all.length === 0) throw new Refusal(serverEn.notMuted(quote(name)));
    for (const { name, key, address } of marks) {
      const traits = { ...key !== undefined && { key }, ...address !== undefined && { address } };
      acts.record({ act: "unmuted", name, ...traits }, by);
    }
    const freed = [...whom].filter((one) => one.mute && marks.has(one.mute));
    for (const one of freed) one.mute = undefined;
    const known = all[0]?.name?.text ?? [...marks][0]!.name;
    const price = acts.tell(by, marks.size > 0, { verb: "unmuted", name: known });
    for (const one of freed) {
      if (!(one instanceof Member) || !this.#told.delete(one) || one.name!.text === known) continue;
      if (one.knocked) one.tell({ verb: "unmuted", name: one.name!.text });
      this.#tellModerators("unmuted", one);
    }
    return price;
  }

  #tellModerators(verb: "muted" | "unmuted", member: Member): void {
    for (const one of this.#options.moderators.here) {
      if (one.knocked && one !== member) one.tell({ verb, name: member.name!.text });
    }
  }

  /** Those who are here and have a name. */
  *#members(): Generator<Member> {
    for (const one of this.#options.whom) if (one instanceof Member && one.name) yield one;
  }
}
