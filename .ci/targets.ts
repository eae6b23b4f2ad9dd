/**
 * The kinds of PC that programs are compiled for.
 *
 * @module
 */

/** A kind of PC. */
export interface Target {
  /** What the files for it are called: `linux-x64`. */
  name: string;
  /** What Deno calls it. */
  triple: string;
  /** How its archive is packed: as its users can open it with what they have. */
  archive: "zip" | "tar.gz";
  /** Whether not every Deno has a runtime for it, so that it may be left out. @default false */
  optional?: boolean;
}

/** All of them. */
export const TARGETS: readonly Target[] = [
  { name: "linux-x64", triple: "x86_64-unknown-linux-gnu", archive: "tar.gz" },
  { name: "linux-arm64", triple: "aarch64-unknown-linux-gnu", archive: "tar.gz" },
  { name: "windows-x64", triple: "x86_64-pc-windows-msvc", archive: "zip" },
  { name: "macos-x64", triple: "x86_64-apple-darwin", archive: "tar.gz" },
  { name: "macos-arm64", triple: "aarch64-apple-darwin", archive: "tar.gz" },
  { name: "windows-arm64", triple: "aarch64-pc-windows-msvc", archive: "zip", optional: true },
];

/** The kind of PC this is. */
export const THIS_PC: Target = TARGETS.find(({ triple }) => triple === Deno.build.target) ??
  { name: Deno.build.target, triple: Deno.build.target, archive: "tar.gz" };

/** What a program's file for a kind of PC ends in. */
export function exeSuffix({ name }: Target): string {
  return name.startsWith("windows") ? ".exe" : "";
}
