/**
 * The programs that a room hands out: the files of a release that lie beside the server.
 *
 * @module
 */

import { dirname, join } from "node:path";
import { Downloads } from "./downloads.ts";
import { OfferedFile } from "./offered_file.ts";
import { CHECKSUMS, type PcKind, readReleaseName, type ReleaseFile } from "./release_file.ts";

/** The most files that are handed out. A release has some twenty. */
const MAX_FILES = 64;

/** The longest list of checksums that is read, in bytes. */
const MAX_CHECKSUMS_BYTES = 64 * 1024;

/** The kind of this PC. */
const HERE: PcKind = {
  os: Deno.build.os === "darwin" ? "macos" : Deno.build.os === "windows" ? "windows" : "linux",
  arch: Deno.build.arch === "aarch64" ? "arm64" : "x64",
};

/** Programs to hand out, or why there are none: the owner wants none, or they are to be built. */
export type Offer = Programs | "off" | "source";

/** The files to hand out, all of them open. */
export class Programs implements Disposable {
  /** The files by their names, the archives first. */
  readonly files: ReadonlyMap<string, OfferedFile>;
  /** Who downloads. */
  readonly downloads = new Downloads();

  /** Opens the files in a folder, those of a release and no links. What cannot be opened is left out. */
  constructor(folder: string) {
    const files = releaseFilesIn(folder).map((release) => open(folder, release));
    this.files = new Map(files.filter((file) => !!file).map((file) => [file.release.name, file]));
    const list = this.files.get(CHECKSUMS);
    const isRead = list && list.size <= MAX_CHECKSUMS_BYTES;
    for (const [name, sum] of isRead ? readChecksums(join(folder, CHECKSUMS)) : []) {
      const file = this.files.get(name);
      if (file) file.knownSha256 = sum;
    }
  }

  /** Closes all files. */
  [Symbol.dispose](): void {
    for (const file of this.files.values()) file.close();
  }
}

/** What lies beside this program, if it is compiled. */
export function programsBeside(): Offer {
  return Deno.build.standalone ? new Programs(dirname(Deno.execPath())) : "source";
}

function releaseFilesIn(folder: string): ReleaseFile[] {
  try {
    return Array.from(Deno.readDirSync(folder))
      // Of a link this says that it is no file, wherever it leads.
      .filter(({ isFile }) => isFile)
      .map(({ name }) => readReleaseName(name, HERE))
      .filter((release) => release !== undefined)
      .toSorted((a, b) => a.content.localeCompare(b.content) || a.name.localeCompare(b.name))
      .slice(0, MAX_FILES);
  } catch {
    // A folder that may be entered, but not listed.
    return [];
  }
}

function open(folder: string, release: ReleaseFile): OfferedFile | undefined {
  try {
    return new OfferedFile(join(folder, release.name), release);
  } catch {
    return undefined;
  }
}

/** Reads `HASH  NAME` in each line. */
function readChecksums(path: string): [name: string, sha256: string][] {
  const lines = Deno.readTextFileSync(path).split("\n");
  return lines.map((line) => /^([\da-f]{64}) [ *](\S+)\r?$/.exec(line))
    .filter((match) => match !== null)
    .map(([, sha256, name]) => [name!, sha256!]);
}
