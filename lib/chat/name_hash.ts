/**
 * What the color of a name depends on.
 *
 * @module
 */

import { nameKey } from "../protocol.ts";

/** A number for a name. Names that count as the same have the same one, in every client. */
export function nameHash(name: string): number {
  let hash = 0;
  for (const character of nameKey(name)) hash = (hash * 31 + character.codePointAt(0)!) >>> 0;
  return hash;
}
