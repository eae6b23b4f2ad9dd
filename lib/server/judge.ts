/**
 * Judges passwords by the rules of the gate, of those who are not at the gate.
 *
 * @module
 */

import type { Lock } from "../room/gate.ts";
import type { GuessBrake } from "./guess_brake.ts";

/** Options for {@linkcode judge}. */
export interface JudgeOptions {
  /** What the password is for. */
  lock: Pick<Lock, "opensWith">;
  /** Shared by all who give a password for the same. */
  brake: GuessBrake;
  /** The IP address that the password comes from. */
  address: string;
  /** Settles when nobody waits for the answer any more. */
  gone: Promise<void>;
  /** Called when it was wrong. */
  onWrong: () => void;
}

/** Resolves to whether a password is right, when that may be told. One that is dropped is not. */
export async function judge(
  secret: string,
  { lock, brake, address, gone, onWrong }: JudgeOptions,
): Promise<boolean> {
  const guess = brake.take(address);
  gone.then(() => guess.drop());
  if (guess.turn && !await guess.turn) return false;
  if (lock.opensWith(secret)) return true;
  onWrong();
  await guess.wrong();
  return false;
}
