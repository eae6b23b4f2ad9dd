/**
 * What becomes of an act of a moderator: it is written to the transcript before anyone is told of it.
 *
 * @module
 */

import type { ServerEvent } from "../protocol.ts";
import type { History } from "./history.ts";
import type { Member } from "./member.ts";
import type { ModerationOptions } from "./moderation_options.ts";
import { PRICE_OF_ACT } from "./price.ts";
import type { Relay } from "./relay.ts";
import type { Act, NewAct, Standing } from "./standing.ts";

/** What acts need of their room. */
export interface ActsOptions extends Pick<ModerationOptions, "onAct"> {
  /** Its members. */
  relay: Relay;
  /** What was said. */
  history: History;
  /** Writes down what was said so far. */
  commit: () => void;
  /** The clock, in Unix milliseconds. */
  now: () => number;
  /** What they add up to. */
  standing: Standing;
}

/** Does what moderators order. */
export class Acts {
  readonly #options: ActsOptions;

  /** Acts in a room. */
  constructor(options: ActsOptions) {
    this.#options = options;
  }

  /** Does an act, and tells everyone. Without one, it answers its member alone. Returns the price. */
  do(member: Member, act: NewAct | undefined, event: ServerEvent): number {
    if (act) this.record(act, member);
    return this.tell(member, act !== undefined, event);
  }

  /** Writes an act down, and then does it. Without a member the room itself does it. */
  record(done: NewAct, by?: Member): Act {
    const { history, commit, now, standing, onAct } = this.#options;
    const act = { ...done, time: now(), ...by && { by: by.name!.text } } as Act;
    commit();
    history.record(act);
    standing.apply(act);
    onAct?.(act);
    return act;
  }

  /** Tells a member of an act, and perhaps everyone. Returns the price. */
  tell(member: Member, everyone: boolean, event: ServerEvent): number {
    if (everyone) this.#options.relay.announce(event, member);
    // A moderator who never knocked is answered, too.
    member.tell(event);
    return PRICE_OF_ACT;
  }
}
