/**
 * Asks what stands on the command line otherwise.
 *
 * Knows no terminal: it is given something to ask with.
 *
 * @module
 */

import { DEFAULT_NAME, normalizeName, parseAddress, Refusal } from "../protocol.ts";

/** How the user is asked. */
export interface Asker {
  /** Asks. Ends the program if the user wants to leave. */
  ask(question: string): string;
  /** Says something. */
  tell(line: string): void;
}

/** Asks for a name and a room, and returns the arguments that say the same. */
export function firstQuestions(asker: Asker): string[] {
  const name = askUntil(asker, () => {
    const text = asker.ask(`Your name in the room (Enter alone: ${DEFAULT_NAME}):`);
    return normalizeName(text || DEFAULT_NAME);
  });
  const address = askUntil(asker, () => {
    const text = asker.ask("The room's address (Enter alone looks for one):").trim();
    parseAddress(text);
    return text;
  });
  return [`--name=${name}`, ...(address ? ["--", address] : [])];
}

/** Asks until the answer is not refused. */
function askUntil({ tell }: Asker, ask: () => string): string {
  while (true) {
    try {
      return ask();
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      tell(error.message);
    }
  }
}
