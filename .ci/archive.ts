/**
 * Packs files into an archive whose bytes depend on the files and the given time alone.
 *
 * @module
 */

import { zipSync } from "fflate";
import { createTarGzip } from "nanotar";
import type { Target } from "./targets.ts";

/** A file to pack. */
export interface Packed {
  /** Its path in the archive. */
  path: string;
  data: Uint8Array;
  /** Whether it is a program. In a tar.gz it then has mode 755. */
  executable: boolean;
}

/** Packs files in the given order. All get the same time. */
export function pack(
  kind: Target["archive"],
  files: Packed[],
  time: Date,
): Uint8Array | Promise<Uint8Array> {
  return kind === "zip" ? packZip(files, time) : packTar(files, time);
}

function packZip(files: Packed[], time: Date): Uint8Array {
  // A zip holds local times without a time zone. These are in UTC.
  const mtime = time.getTime() + time.getTimezoneOffset() * 60_000;
  return zipSync(Object.fromEntries(files.map(({ path, data }) => [path, [data, { mtime }]])));
}

function packTar(files: Packed[], time: Date): Promise<Uint8Array> {
  return createTarGzip(files.map(({ path, data, executable }) => ({
    name: path,
    data,
    attrs: { mtime: time.getTime(), uid: 0, gid: 0, mode: executable ? "755" : "644" },
  })));
}
