/**
 * Judges passwords by the rules of the gate, of those who are not at the gate.
 *
 * @module
 */

import type { GuessBrake } from "./guess_brake.ts";

/** Options for {@linkcode judge}. */
export interface JudgeOptions {
  /** Shared by all who give a password for the same. */
  brake: GuessBrake;
  /** The IP address that the password comes from. */
  address: string;
  /** Settles when nobody waits for the answer any more. */
  gone: Promise<void>;
  /** Called once, when it may be judged. */
  isRight: () => boolean;
  /** Called when it was wrong. */
  onWrong: () => void;
}

/** Resolves to what a password is, when that may be told, or to `dropped` if it was not judged. */
export async function judge(
  { brake, address, gone, isRight, onWrong }: JudgeOptions,
): Promise<"right" | "wrong" | "dropped"> {
  const guess = brake.take(address);
  gone.then(() => guess.drop());
  if (guess.turn && !await guess.turn) return "dropped";
  if (isRight()) return "right";
  onWrong();
  await guess.wrong();
  return "wrong";
}
