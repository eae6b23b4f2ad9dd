/**
 * The files of a release, by their names, and for which system each is.
 *
 * @module
 */

/** The operating systems that there are programs for. */
export const SYSTEMS = ["windows", "macos", "linux"] as const;

/** A kind of PC. */
export interface PcKind {
  /** Its operating system. */
  os: typeof SYSTEMS[number];
  /** Its processor. */
  arch: "x64" | "arm64";
}

/** What a file of a release is: an archive with both programs, a client alone, or the checksums. */
export interface ReleaseFile {
  /** Its name. */
  name: string;
  /** What is in it. */
  content: "archive" | "client" | "checksums";
  /** The kind of PC it is for; undefined for all. */
  pc: PcKind | undefined;
}

/** The name of the file with the checksums. */
export const CHECKSUMS = "SHA256SUMS";

const PC = "(windows|macos|linux)-(x64|arm64)";
const ARCHIVE = new RegExp(`^chat-\\d+\\.\\d+\\.\\d+(?:-[a-z\\d.]+)?-${PC}\\.(?:zip|tar\\.gz)$`);
const CLIENT = new RegExp(`^chat-client(?:-${PC})?(?:\\.exe)?$`);

/** The longest name that is looked at. */
const MAX_NAME_LENGTH = 100;

/**
 * Reads the name of a file; undefined if no release has such a file.
 *
 * @param here The kind of PC that a client without one in its name is for.
 */
export function readReleaseName(name: string, here: PcKind): ReleaseFile | undefined {
  if (name === CHECKSUMS) return { name, content: "checksums", pc: undefined };
  if (name.length > MAX_NAME_LENGTH) return undefined;
  const archive = ARCHIVE.exec(name);
  if (archive) return { name, content: "archive", pc: pcOf(archive[1], archive[2]) };
  const client = CLIENT.exec(name);
  if (!client) return undefined;
  const isForeign = name === "chat-client.exe" && here.os !== "windows";
  const pc = pcOf(client[1], client[2]) ?? (isForeign ? { os: "windows", arch: "x64" } : here);
  return { name, content: "client", pc };
}

function pcOf(os: string | undefined, arch: string | undefined): PcKind | undefined {
  return os === undefined ? undefined : { os, arch } as PcKind;
}

/**
 * The kind of PC that a visitor sits at, by the `User-Agent` of its browser. Browsers on macOS do not
 * tell the processor; newer ones have Apple's. A phone or tablet is none.
 */
export function visitorsPc(userAgent: string): PcKind | "phone" | undefined {
  if (/Android|iPhone|iPad|Mobile/.test(userAgent)) return "phone";
  const arch = /aarch64|arm64/i.test(userAgent) ? "arm64" : "x64";
  if (/Windows/.test(userAgent)) return { os: "windows", arch };
  if (/Macintosh|Mac OS X|Darwin/.test(userAgent)) return { os: "macos", arch: "arm64" };
  if (/Linux|X11/.test(userAgent)) return { os: "linux", arch };
  return undefined;
}
