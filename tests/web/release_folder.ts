/**
 * A folder with a server's neighbors, some of which are to be handed out.
 *
 * @module
 */

import { createHash } from "node:crypto";

/** The files of a release in it, and what each holds. */
export const RELEASE: Record<string, string> = {
  "chat-1.0.0-linux-x64.tar.gz": "a Linux archive ".repeat(20_000),
  "chat-1.0.0-linux-arm64.tar.gz": "an arm64 archive",
  "chat-1.0.0-windows-x64.zip": "a Windows archive",
  "chat-1.0.0-macos-arm64.tar.gz": "a Mac archive",
  "chat-client-linux-x64": "a Linux client",
  "chat-client.exe": "a Windows client",
};

/** What lies there too, and is nobody's business. */
const PRIVATE = [
  ...["chat-server", "chat-server-linux-x64", "room.jsonl", "password.txt", "key.pem"],
  ...["chat-client.log", "chat-client-notes.txt", "chat-1.0.0-linux-x64.tar.gz.bak", "con"],
  ...["chat-1.0.0-secret-x64.zip", "CHAT-CLIENT", "chat-client ", ".chat-client", "nul.zip"],
];

/** The checksum of a text. */
export function sha256(text: string): string {
  return createHash("sha256").update(text).digest("hex");
}

/** Makes such a folder for as long as `run` runs. */
export async function inReleaseFolder(run: (folder: string) => Promise<void>): Promise<void> {
  const folder = await Deno.makeTempDir();
  try {
    const [listed] = Object.keys(RELEASE);
    const sums = `${sha256(RELEASE[listed!]!)}  ${listed}\n${"0".repeat(64)}  chat-server\n`;
    const files = { ...RELEASE, SHA256SUMS: sums };
    for (const [name, text] of Object.entries(files)) {
      await Deno.writeTextFile(`${folder}/${name}`, text);
    }
    for (const name of PRIVATE) await Deno.writeTextFile(`${folder}/${name}`, "secret");
    await Deno.mkdir(`${folder}/chat-client-macos-x64`);
    if (Deno.build.os !== "windows") {
      await Deno.symlink("/etc/passwd", `${folder}/chat-client-macos-arm64`);
      await Deno.symlink(`${folder}/key.pem`, `${folder}/chat-2.0.0-linux-x64.tar.gz`);
    }
    await run(folder);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}
