/**
 * A quick hash, for what nobody gains from forging.
 *
 * @module
 */

/** FNV-1a, of 32 bits, over the UTF-16 units of a text; `seed` makes further hashes of it. */
export function fnv1a(text: string, seed = 0x811c9dc5): number {
  let hash = seed;
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  return hash >>> 0;
}
