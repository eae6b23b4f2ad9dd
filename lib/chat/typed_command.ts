/**
 * A command that a user types.
 *
 * @module
 */

import type { Chat } from "./chat.ts";

/** A command of the client. */
export interface TypedCommand {
  /** What is written after it, as `/help` shows it. @default nothing */
  values?: string;
  /** Whether only moderators are shown it. @default false */
  forModerators?: true;
  /** Runs it with what follows the command. Throws a `Refusal`. */
  run(chat: Chat, rest: string): void;
}
