/**
 * How long a line may be that the room sends on.
 *
 * @module
 */

import { serverEn } from "../language/server_en.ts";
import { byteLength, MAX_LINE_BYTES, Refusal } from "../protocol.ts";

/**
 * Checks a line that may have grown: by a name put before it, or by clean text.
 *
 * @throws {Refusal} if it is too long.
 */
export function checkRelayed(line: string): void {
  const bytes = byteLength(line);
  if (bytes > MAX_LINE_BYTES) throw new Refusal(serverEn.lineWouldBe(MAX_LINE_BYTES, bytes));
}
