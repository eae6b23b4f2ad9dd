/** The most of what somebody typed that a refusal repeats, in characters. */
const MAX_QUOTED = 40;

/**
 * Thrown when what somebody typed or sent cannot be taken. The message is one line made to be shown
 * to that person: what was wrong, and what is allowed.
 */
export class Refusal extends Error {
  /** Tells it from other errors. */
  override name = "Refusal";
}

/** Quotes what somebody typed, for a refusal: cut, if it is long. */
export function quote(text: string): string {
  const characters = [...text.slice(0, 4 * MAX_QUOTED)];
  const whole = characters.length <= MAX_QUOTED;
  return `"${whole ? text : characters.slice(0, MAX_QUOTED).join("") + "…"}"`;
}
