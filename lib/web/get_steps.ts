/**
 * How to get from a file of a release into the room: the steps for each system, and all of them in one
 * command for those who have a command line already.
 *
 * @module
 */

import type { ProgramSentence } from "../language/program_language.ts";
import type { ReleaseFile } from "./release_file.ts";

/** One step. */
export interface Step {
  /** What to do. */
  text: ProgramSentence;
  /** The command that does it. @default none */
  command?: string;
}

/** A file as a visitor gets it. */
export interface Offered {
  /** What it is. */
  release: ReleaseFile;
  /** Where it is downloaded from. */
  url: string;
  /** Its checksum. */
  sha256: string;
  /** What the client is given to join this room: `lab-pc`, `--tls lab-pc:9000`. */
  target: string;
}

/** The steps after a download with a browser. */
export function steps({ release, target }: Pick<Offered, "release" | "target">): Step[] {
  const { name, content, pc } = release;
  const isArchive = content === "archive";
  if (pc?.os === "windows") {
    return [
      ...isArchive ? [{ text: (t) => t.getExtract() } satisfies Step] : [],
      { text: (t) => t.getSmartScreen() },
      { text: (t) => t.getAddress(target) },
    ];
  }
  const client = clientIn(release, "/");
  return [
    { text: (t) => t.getTerminal(), command: "cd ~/Downloads" },
    ...isArchive ? [{ text: (t) => t.getUnpack(), command: `tar xzf ${name}` } satisfies Step] : [],
    ...pc?.os === "macos"
      ? [
        {
          text: (t) => t.getQuarantine(),
          command: `xattr -d com.apple.quarantine ${client}`,
        } satisfies Step,
      ]
      : [],
    ...isArchive ? [] : [{ text: (t) => t.getChmod(), command: `chmod +x ${name}` } satisfies Step],
    { text: (t) => t.getRun(), command: `${client} ${target}` },
  ];
}

/** One command that downloads, checks and starts: for PowerShell on Windows, for a shell elsewhere. */
export function oneCommand({ release, url, sha256, target }: Offered): string {
  const { name, content, pc } = release;
  const isArchive = content === "archive";
  if (pc?.os === "windows") {
    const unpack = isArchive ? `Expand-Archive -Force ${name} .; ` : "";
    return `curl.exe -fO ${url}; if ((Get-FileHash ${name}).Hash -eq "${sha256}") ` +
      `{ ${unpack}& "${clientIn(release, "\\")}" ${target} }`;
  }
  const check = pc?.os === "macos" ? "shasum -a 256 -c" : "sha256sum -c";
  const prepare = isArchive ? `tar xzf ${name}` : `chmod +x ${name}`;
  return `curl -fO ${url} && echo "${sha256}  ${name}" | ${check} && ${prepare} && ` +
    `${clientIn(release, "/")} ${target}`;
}

/** The path of the client once the file has been unpacked. */
function clientIn({ name, content, pc }: ReleaseFile, slash: string): string {
  if (content === "client") return `.${slash}${name}`;
  const folder = name.replace(/\.(?:zip|tar\.gz)$/, "");
  return `.${slash}${folder}${slash}chat-client${pc?.os === "windows" ? ".exe" : ""}`;
}
