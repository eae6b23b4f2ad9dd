/**
 * Who is muted.
 *
 * @module
 */

import { serverEn } from "../language/server_en.ts";
import { quote, Refusal } from "../protocol.ts";
import type { Acts } from "./acts.ts";
import type { Mark } from "./marks.ts";
import type { Member } from "./member.ts";
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

  /** Goes on with those who are muted. */
  constructor(options: MutingOptions) {
    this.#options = options;
  }

  /** Whether a member may say nothing to the room. */
  isMuted(member: Member): boolean {
    return member.mute !== undefined && !this.#options.moderators.has(member);
  }

  /** Called when a member has taken a name. */
  named(member: Member): void {
    const { text: name } = member.name!;
    if (member.knocked && this.isMuted(member)) member.tell({ verb: "muted", name });
  }

  /** Mutes whoever a moderator means. Returns the price, or throws a {@linkcode Refusal}. */
  mute(by: Member, name: string): number {
    const { acts, restraints, standing, whom, now } = this.#options;
    const to = whom.find(name, (one) => !one.mute);
    const isMuted = to ? to.mute : standing.mutes.named(name, now()).length > 0;
    if (isMuted) return acts.do(by, undefined, { verb: "muted", name });
    const mark = restraints.markOf(whom.check(to, name));
    to!.mute = acts.record({ act: "muted", ...mark }, by) as MuteAct;
    for (const one of whom) restraints.recognize(one);
    return acts.tell(by, true, { verb: "muted", name: mark.name });
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
    for (const one of whom) if (one.mute && marks.has(one.mute)) one.mute = undefined;
    const known = all[0]?.name?.text ?? name;
    return acts.tell(by, marks.size > 0, { verb: "unmuted", name: known });
  }
}
