/**
 * How a room is moderated.
 *
 * @module
 */

import type { Lock } from "./gate.ts";
import type { KnownBy } from "./restraints.ts";
import type { Act, Standing } from "./standing.ts";

/** For how many minutes somebody who was put out is kept out, by default. */
export const DEFAULT_KICK_MINUTES = 10;

/** How a room is moderated. */
export interface ModerationOptions {
  /** Whoever opens this is a moderator. @default nobody is */
  lock?: Lock | undefined;
  /** For how many minutes somebody is kept out; 0 ends one connection alone. @default DEFAULT_KICK_MINUTES */
  kickMinutes?: number;
  /** What people are known by who come back. @default "address" */
  knownBy?: KnownBy;
  /** What holds from before. @default nothing */
  standing?: Standing | undefined;
  /** Told of every act. @default nobody is */
  onAct?: (act: Act) => void;
}
