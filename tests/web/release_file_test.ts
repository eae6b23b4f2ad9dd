import { assertEquals } from "@std/assert";
import { readReleaseName, visitorsPc } from "../../lib/web/release_file.ts";
import { pure } from "../pure.ts";

const HERE = { os: "linux", arch: "arm64" } as const;

pure("readReleaseName knows the files of a release and what they are for", () => {
  const known: Record<string, (string | undefined)[]> = {
    "chat-1.0.0-windows-x64.zip": ["archive", "windows", "x64"],
    "chat-12.3.45-rc.1-linux-arm64.tar.gz": ["archive", "linux", "arm64"],
    "chat-client": ["client", "linux", "arm64"],
    "chat-client.exe": ["client", "windows", "x64"],
    "chat-client-macos-arm64": ["client", "macos", "arm64"],
    "chat-client-windows-x64.exe": ["client", "windows", "x64"],
    "SHA256SUMS": ["checksums", undefined, undefined],
  };
  for (const [name, expected] of Object.entries(known)) {
    const file = readReleaseName(name, HERE);
    assertEquals([file?.content, file?.pc?.os, file?.pc?.arch], expected, name);
  }
  const own = readReleaseName("chat-client.exe", { os: "windows", arch: "arm64" });
  assertEquals(own?.pc, { os: "windows", arch: "arm64" });
});

pure("readReleaseName knows nothing else", () => {
  const others = ["", ".", "..", "chat-server", "chat-client.log", "chat-client-x", "sha256sums"];
  const paths = [
    "../chat-client",
    "/chat-client",
    "a/chat-client",
    "chat-client\0",
    "chat-client\n",
  ];
  const odd = ["chat-1.0.0-windows-x64.zip/..", "con", "nul.zip", "chat-1.0-linux-x64.zip"];
  for (const name of [...others, ...paths, ...odd, `chat-1.0.0-${"1".repeat(9_000)}`]) {
    assertEquals(readReleaseName(name, HERE), undefined, name);
  }
});

pure("visitorsPc tells by the browser what a visitor sits at", () => {
  const mozilla = (system: string) => `Mozilla/5.0 (${system}) AppleWebKit/537.36`;
  const agents: [agent: string, pc: unknown][] = [
    [mozilla("Windows NT 10.0; Win64; x64"), { os: "windows", arch: "x64" }],
    ["Mozilla/5.0 (Windows NT; Windows NT 10.0; zh-CN) WindowsPowerShell/5.1", {
      os: "windows",
      arch: "x64",
    }],
    [mozilla("Macintosh; Intel Mac OS X 10_15_7"), { os: "macos", arch: "arm64" }],
    [mozilla("X11; Linux x86_64"), { os: "linux", arch: "x64" }],
    [mozilla("X11; Linux aarch64"), { os: "linux", arch: "arm64" }],
    [mozilla("Linux; Android 15; Pixel 9"), "phone"],
    [mozilla("iPhone; CPU iPhone OS 18_0 like Mac OS X"), "phone"],
    ["curl/8.5.0", undefined],
    ["", undefined],
  ];
  for (const [agent, pc] of agents) assertEquals(visitorsPc(agent), pc, agent);
});
