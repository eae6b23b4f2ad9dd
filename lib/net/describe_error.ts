/**
 * What is wrong with a socket, a file, a handshake or a certificate, in words that users know.
 *
 * @module
 */

import { verbatim } from "../language/language.ts";
import type { ProgramSentence } from "../language/program_language.ts";
import { Refusal } from "../protocol.ts";
import { DescribedError } from "./described_error.ts";

/** What Deno's error classes mean to a user. */
const CLASSES: readonly (readonly [new (message: string) => Error, ProgramSentence])[] = [
  [Deno.errors.AddrInUse, (t) => t.portInUse()],
  [Deno.errors.AddrNotAvailable, (t) => t.notThisPc()],
  [Deno.errors.ConnectionRefused, (t) => t.nothingAnswers()],
  [Deno.errors.NotFound, (t) => t.noSuchFile()],
  [Deno.errors.PermissionDenied, (t) => t.permissionDenied()],
  [Deno.errors.NotCapable, (t) => t.notAllowed()],
];

/** What messages of the resolver and of the TLS library mean. The first that matches counts. */
const MESSAGES: readonly (readonly [RegExp, ProgramSentence])[] = [
  [/lookup|resolve|No such host|Name or service/i, (t) => t.noSuchHost()],
  [/certificate expired/i, (t) => t.certificateExpired()],
  [/certificate not valid yet/i, (t) => t.certificateEarly()],
  [/not valid for (any )?name/i, (t) => t.certificateElsewhere()],
  [/CaUsedAsEndEntity/, (t) => t.certificateSigns()],
  [/UnknownIssuer/, (t) => t.certificateUnknown()],
  [/BadEncoding/, (t) => t.certificateDamaged()],
  [/invalid peer certificate/, (t) => t.certificateBad()],
  [/fatal alert: (\w*Certificate\w*|UnknownCA|DecryptError)/i, (t) => t.certificateRefused()],
  [/fatal alert: ProtocolVersion/, (t) => t.tlsVersion()],
  [/fatal alert/, (t) => t.tlsBrokenOff()],
  [/corrupt message|unexpected (handshake )?message/, (t) => t.tlsNotSpoken()],
  [/unexpected end of file|handshake eof/, (t) => t.tlsEnded()],
  [/KeyMismatch/, (t) => t.keyMismatch()],
  [/No certificates found/, (t) => t.noCertificate()],
  [/No keys found/, (t) => t.noKey()],
];

/** Describes an error. An error without a description of ours is described by its own message. */
export function describeError(error: unknown): ProgramSentence {
  if (error instanceof Refusal || error instanceof DescribedError) return error.sentence;
  if (!(error instanceof Error)) return verbatim(String(error));
  const ofClass = CLASSES.find(([errorClass]) => error instanceof errorClass)?.[1];
  if (ofClass) return ofClass;
  if ((error as { code?: unknown }).code === "EMFILE") return (t) => t.tooManyFiles();
  const ofMessage = MESSAGES.find(([pattern]) => pattern.test(error.message))?.[1];
  return ofMessage ?? verbatim(error.message.replace(/ \(os error \d+\)/, ""));
}
