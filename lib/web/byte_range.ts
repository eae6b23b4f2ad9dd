/**
 * Which part of a file a request asks for (RFC 9110, 14).
 *
 * @module
 */

/** A part: from a byte up to another, which is not included. */
export interface ByteRange {
  /** The first byte. */
  from: number;
  /** The byte after the last one. */
  to: number;
}

/** What is known of a file. */
export interface Validators {
  /** Its size, in bytes. */
  size: number;
  /** Tells its content from others. */
  etag: string;
  /** When it was last changed, to the second. */
  modified: Date;
}

/**
 * The part that is asked for; undefined for the whole, which also answers several parts and what is
 * malformed; `none` if the file has no such part.
 */
export function readRange(
  headers: ReadonlyMap<string, string>,
  { size, etag, modified }: Validators,
): ByteRange | "none" | undefined {
  const [, first, last] = /^bytes=(\d{0,15})-(\d{0,15})$/.exec(headers.get("range") ?? "") ?? [];
  if (first === undefined || last === undefined || first + last === "") return undefined;
  const condition = headers.get("if-range");
  // The part is wanted of one content only. A visitor that has another one gets the whole.
  if (condition !== undefined && condition !== etag && Date.parse(condition) !== +modified) {
    return undefined;
  }
  if (first === "") {
    const length = Math.min(Number(last), size);
    return length === 0 ? "none" : { from: size - length, to: size };
  }
  const to = last === "" ? size : Math.min(Number(last) + 1, size);
  const from = Number(first);
  if (last !== "" && Number(last) < from) return undefined;
  return from < size ? { from, to } : "none";
}
