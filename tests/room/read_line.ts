/**
 * Reads what a client sent, as a connection does before it hands it on.
 *
 * @module
 */

import {
  cleanText,
  type ClientLine,
  type Decoded,
  orRefusal,
  parseClientLine,
  Refusal,
} from "../../lib/protocol.ts";

export function readLine(decoded: Decoded): ClientLine | Refusal {
  return decoded instanceof Refusal
    ? decoded
    : orRefusal(() => parseClientLine(cleanText(decoded)));
}
