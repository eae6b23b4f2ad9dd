/**
 * `--host-room`: a room in the same program as the client.
 *
 * @module
 */

import { probe } from "../check/probe.ts";
import type { Span } from "../chat/view.ts";
import type { ProgramSentence, ProgramSentences } from "../language/program_language.ts";
import { type Program, warn } from "../program/program.ts";
import { type Address, formatAddress } from "../protocol.ts";
import type { Offer } from "../web/programs.ts";
import { greetingWithQr, type QrChoice } from "../server/qr_greeting.ts";
import { serve, type Served } from "../server/serve.ts";
import type { Session } from "../session/session.ts";
import type { SessionEvent } from "../session/session_event.ts";

/** Reports what happens to the hosted room, without disturbing what is being typed. */
export class HostReporter {
  /** The open terminal. @default none, and stderr is used */
  terminal: { show(spans: readonly Span[]): void } | undefined;
  readonly #t: ProgramSentences;

  /** Reports in this language. */
  constructor(t: ProgramSentences) {
    this.#t = t;
  }

  /** Reports a sentence. */
  readonly report = (sentence: ProgramSentence): void => {
    const text = sentence(this.#t);
    if (this.terminal) this.terminal.show([{ text }]);
    else warn(text);
  };
}

/** Options for {@linkcode hostRoom}. */
export interface HostRoomOptions {
  /** Where to open it, on every address of this PC. */
  address: Address;
  /** Its normalized password. @default none is needed */
  password: string | undefined;
  /** Makes its host a moderator. Nobody else may know it. */
  moderatorPassword: string;
  /** When to draw the QR code of its address. */
  qr: QrChoice;
  /** The programs that it hands out. */
  programs: Offer;
}

/** A room in the same program as the client, and what makes its host a moderator. */
export interface Hosted extends Served, Pick<HostRoomOptions, "address" | "moderatorPassword"> {}

/** Makes the host a moderator on joining the hosted room. Must be called with every event. */
export function moderateHosted(
  { address, moderatorPassword }: Pick<Hosted, "address" | "moderatorPassword">,
  session: Session,
  event: SessionEvent,
): void {
  if (event.type !== "connected" || formatAddress(event.address) !== formatAddress(address)) return;
  session.moderate(moderatorPassword);
}

/**
 * Opens a room and shows how to join it. Returns undefined if a room runs there already, and says so.
 * If the room cannot be opened for another reason, reports that and exits.
 */
export async function hostRoom(
  { address, password, moderatorPassword, qr, programs }: HostRoomOptions,
  program: Program,
  { report }: HostReporter,
): Promise<Hosted | undefined> {
  const { port } = address;
  let served: Served;
  try {
    served = serve({ port, password, moderatorPassword, programs, report });
  } catch (error) {
    const isTaken = error instanceof Deno.errors.AddrInUse;
    if (isTaken && ["room", "locked"].includes((await probe(address)).type)) {
      program.report((t) => t.roomRunsAlready(port));
      return undefined;
    }
    program.failToStart((t, reason) => t.cannotOpenRoom(port, reason), error);
  }
  const { t } = program;
  for (const line of await greetingWithQr(undefined, served, { qr, t })) warn(line);
  return { ...served, address, moderatorPassword };
}
