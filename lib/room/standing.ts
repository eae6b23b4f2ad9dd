/**
 * What moderators did, and what it adds up to: the topic, who has the floor, who is muted and who is
 * kept out. Acts are written to the transcript, and a room that is taken up again applies them anew.
 *
 * @module
 */

import type { Floor } from "../protocol.ts";
import { type Mark, Marks } from "./marks.ts";

/** What a moderator does. */
export type NewAct =
  | { readonly act: "moderator" }
  | KickAct
  | MuteAct
  | { readonly act: "unmuted" } & Mark
  | { readonly act: "floor"; readonly who: Floor }
  | { readonly act: "topic"; readonly text: string }
  | { readonly act: "removed"; readonly message: number };

/** What a moderator did. */
export type Act = NewAct & {
  /** When, in Unix milliseconds. */
  readonly time: number;
  /** Who did it. @default the room itself */
  readonly by?: string;
};

/** Somebody was put out. */
export type KickAct = { readonly act: "kicked"; readonly reason: string } & Mark;

/** Somebody was muted. */
export type MuteAct = { readonly act: "muted" } & Mark;

/** What holds in a room. */
export class Standing {
  /** What the room is about; empty: nothing in particular. */
  topic = "";
  /** Who may speak to the room. */
  floor: Floor = "everyone";
  /** Those who are muted. */
  readonly mutes: Marks<MuteAct> = new Marks();
  /** Those who are kept out. */
  readonly kicks: Marks<KickAct> = new Marks();

  /** Applies an act, in the order in which they were done. */
  apply(act: Act): void {
    if (act.act === "kicked") this.kicks.add(act, act.time);
    else if (act.act === "muted") this.mutes.add(act, act.time);
    else if (act.act === "unmuted") this.mutes.drop(act);
    else if (act.act === "floor") this.floor = act.who;
    else if (act.act === "topic") this.topic = act.text;
  }

  /** Acts that add up to this, as a new transcript begins with them. */
  acts(time: number): Act[] {
    const { topic, floor } = this;
    return [
      ...topic === "" ? [] : [{ act: "topic", text: topic, time } as const],
      ...floor === "everyone" ? [] : [{ act: "floor", who: floor, time } as const],
      ...Array.from(this.mutes, (mute) => ({ time, ...mute })),
      ...Array.from(this.kicks, (kick) => ({ time, ...kick })),
    ];
  }
}
