/**
 * Translates what a server says in English over the wire.
 *
 * Only whole sentences of the server's own are recognized, and only where exactly one of them fits.
 * The server's true sentence always fits, so if a name inside it makes a second one fit, the text
 * stays English.
 *
 * @module
 */

import { asPattern } from "./as_pattern.ts";
import type { ServerSentences } from "./language.ts";
import { serverEn } from "./server_en.ts";
import { sharedEn } from "./shared_en.ts";

/** What a server says in one language. Some of it a client says, too. */
export type Heard = ServerSentences & typeof sharedEn;

/** A value of a sentence: a number, text of limited length, or a reason, which is a sentence too. */
type Kind = "number" | "text" | "reason";

/** The sentences of a server and the kinds of their values, in the order of the English sentence. */
const SERVER_SENTENCES: Record<keyof Heard, readonly Kind[]> = {
  nameEmpty: ["number"],
  nameTooLong: ["number", "number"],
  nameStart: [],
  nameInvisible: [],
  nameColon: [],
  nameComma: [],
  nameDash: [],
  nameNotVisible: [],
  nameTaken: ["text"],
  nameTakenAs: ["text", "text"],
  nameKept: ["text", "number"],
  lineTooLong: ["number"],
  lineUnended: [],
  lineWouldBe: ["number", "number"],
  lineStar: [],
  usageWireMsg: [],
  usageSince: ["text"],
  usagePast: ["text"],
  usageWireFind: [],
  usage: ["text"],
  usageRemove: ["text"],
  topicTooLong: ["number", "number"],
  reasonTooLong: ["number", "number"],
  unknownCommand: ["text", "text"],
  privateNeedsName: [],
  nobodyCalled: ["text"],
  cannotShowPrivate: ["text"],
  notReading: ["text"],
  roomFull: ["number"],
  addressFull: ["number"],
  outsideFull: [],
  roomNotEncrypted: [],
  passwordNeedsClient: [],
  passwordLate: ["number"],
  passwordQueue: [],
  passwordRight: [],
  passwordNotNeeded: [],
  passwordWrong: ["number"],
  serverClosing: [],
  noModerators: [],
  moderateQueue: [],
  moderateNeedsName: [],
  moderatorsOnly: ["text"],
  moderatorsAlike: ["text"],
  notMuted: ["text"],
  removedAlready: ["number"],
  notKept: ["number"],
  floorTaken: [],
  youAreMuted: [],
  mutedName: [],
  keptOut: ["number"],
  keptOutFor: ["text", "number"],
  transcriptFails: ["reason"],
  transcriptWorks: [],
  transcriptChanged: ["reason"],
  transcriptMoved: [],
  transcriptCut: [],
  transcriptGrown: [],
  transcriptSaved: [],
  transcriptLost: ["number"],
  noSuchFile: [],
  permissionDenied: [],
};

/** Sentences whose words differ with the number, with the numbers for which they do. */
const SINGULARS: Partial<Record<keyof Heard, readonly number[]>> = { passwordWrong: [0, 1] };

/** Stands for a value while a pattern is made. No sentence contains it. */
const MARK = "\0";

/** A text holds at most 200 characters, of one or two UTF-16 units. */
const PATTERNS: Record<Kind, string> = {
  number: String.raw`(\d{1,15})`,
  text: "(.{1,400})",
  reason: "(.{1,400})",
};

type AnySentence = (...values: unknown[]) => string;

const ENGLISH: Heard = { ...sharedEn, ...serverEn };

const recognizers = Object.entries(SERVER_SENTENCES).flatMap(([name, kinds]) => {
  const key = name as keyof Heard;
  const english = ENGLISH[key] as AnySentence;
  const literals = english(...kinds.map(() => MARK)).split(MARK).map(asPattern);
  const pattern = literals.reduce((left, right, i) => left + PATTERNS[kinds[i - 1]!] + right);
  const general = {
    pattern: new RegExp(`^${pattern}$`, "s"),
    say: (t: Heard, values: string[]) =>
      (t[key] as AnySentence)(...values.map((value, i) => readValue(value, kinds[i]!, t))),
  };
  const singulars = (SINGULARS[key] ?? []).map((number) => ({
    pattern: new RegExp(`^${asPattern(english(number))}$`),
    say: (t: Heard) => (t[key] as AnySentence)(number),
  }));
  return [general, ...singulars];
});

function readValue(value: string, kind: Kind, t: Heard): unknown {
  if (kind === "reason") return translateServerSentence(value, t);
  return kind === "number" ? Number(value) : value;
}

/** Translates the text of `*error` or `*notice`. What is not a known sentence stays as it is. */
export function translateServerSentence(text: string, t: Heard): string {
  const fitting = recognizers.flatMap(({ pattern, say }) => {
    const match = pattern.exec(text);
    return match ? [say(t, match.slice(1))] : [];
  });
  return fitting.length === 1 ? fitting[0]! : text;
}
