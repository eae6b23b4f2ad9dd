/**
 * `--host-room`: a room in the same program as the client.
 *
 * @module
 */

import type { Span } from "../chat/view.ts";
import type { Sentence, Sentences } from "../language/language.ts";
import { type Program, warn } from "../program/program.ts";
import { greeting } from "../server/greeting.ts";
import { serve, type Served } from "../server/serve.ts";

/** Reports what happens to the hosted room, without disturbing what is being typed. */
export class HostReporter {
  /** The open terminal. @default none, and stderr is used */
  terminal: { show(spans: readonly Span[]): void } | undefined;
  readonly #t: Sentences;

  /** Reports in this language. */
  constructor(t: Sentences) {
    this.#t = t;
  }

  /** Reports a sentence. */
  readonly report = (sentence: Sentence): void => {
    const text = sentence(this.#t);
    if (this.terminal) this.terminal.show([{ text }]);
    else warn(text);
  };
}

/** Opens a room and shows how to join it. If it cannot be opened, reports that and exits. */
export async function hostRoom(
  { port, password }: { port: number; password: string | undefined },
  program: Program,
  { report }: HostReporter,
): Promise<Served> {
  let served: Served;
  try {
    served = serve({ port, password, report });
  } catch (error) {
    program.failToStart((t, reason) => t.cannotOpenRoom(port, reason), error);
  }
  for (const line of await greeting(undefined, served, program.t)) warn(line);
  return served;
}
