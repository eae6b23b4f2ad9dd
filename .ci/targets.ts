/**
 * The kinds of PC that programs are compiled for.
 *
 * @module
 */

/** One kind of PC. */
export interface Target {
  /** Its name in the names of files: `linux-x64`. */
  name: string;
  /** Deno's name for it. */
  triple: string;
  /** The format of its archive, which its users can open without another program. */
  archive: "zip" | "tar.gz";
  /** Whether to skip it if there is no runtime for it, which not every Deno has. @default false */
  optional?: boolean;
}

/** Every kind of PC. */
export const TARGETS: readonly Target[] = [
  { name: "linux-x64", triple: "x86_64-unknown-linux-gnu", archive: "tar.gz" },
  { name: "linux-arm64", triple: "aarch64-unknown-linux-gnu", archive: "tar.gz" },
  { name: "windows-x64", triple: "x86_64-pc-windows-msvc", archive: "zip" },
  { name: "macos-x64", triple: "x86_64-apple-darwin", archive: "tar.gz" },
  { name: "macos-arm64", triple: "aarch64-apple-darwin", archive: "tar.gz" },
  { name: "windows-arm64", triple: "aarch64-pc-windows-msvc", archive: "zip", optional: true },
];

/** The kind of this PC. */
export const THIS_PC: Target = TARGETS.find(({ triple }) => triple === Deno.build.target) ??
  { name: Deno.build.target, triple: Deno.build.target, archive: "tar.gz" };

/** The end of a program's file name: `.exe` on Windows. */
export function exeSuffix({ name }: Target): string {
  return name.startsWith("windows") ? ".exe" : "";
}
