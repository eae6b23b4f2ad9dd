import {
  assert,
  assertEquals,
  assertMatch,
  assertRejects,
  assertStringIncludes,
} from "@std/assert";
import { type Offer, Programs } from "../../lib/web/programs.ts";
import { ROUTES } from "../../lib/web/routes.ts";
import { serveHere } from "../server/serve_here.ts";
import { type Asked, http } from "./http.ts";
import { webRequest, webRoom } from "./web_room.ts";
import { inReleaseFolder, RELEASE, sha256 } from "./release_folder.ts";

const LINUX = "chat-1.0.0-linux-x64.tar.gz";
const CHROME = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/141.0";

type Get = (path: string, asked?: Asked) => ReturnType<typeof http>;

/** A room that hands out a release. */
async function handingOut(
  run: (get: Get, room: { port: number; printed: string[] }) => Promise<void>,
  offer?: Offer,
): Promise<void> {
  await inReleaseFolder(async (folder) => {
    using programs = new Programs(folder);
    const printed: string[] = [];
    const print = (line: string) => void printed.push(line);
    const room = serveHere({
      discovery: false,
      title: "Lab <1>",
      programs: offer ?? programs,
      print,
    });
    try {
      await run((path, asked) => http(room.port, `GET ${path}`, asked), {
        port: room.port,
        printed,
      });
    } finally {
      await room.close();
    }
  });
}

Deno.test("OfferedFile makes its checksum again after a failure", () =>
  inReleaseFolder(async (folder) => {
    using programs = new Programs(folder);
    const name = "chat-client.exe";
    const file = programs.files.get(name)!;
    const { read } = file;
    file.read = () => Promise.reject(new Error("Input/output error"));
    await assertRejects(() => file.sha256(), Error, "Input/output");
    file.read = read;
    assertEquals(await file.sha256(), sha256(RELEASE[name]!));
  }));

Deno.test("/get makes one checksum after another", () =>
  inReleaseFolder(async (folder) => {
    using programs = new Programs(folder);
    let under = 0;
    for (const file of programs.files.values()) {
      const { sha256 } = file;
      file.sha256 = async () => {
        assertEquals(++under, 1);
        const sum = await sha256.call(file);
        under--;
        return sum;
      };
    }
    const { status } = await ROUTES["/get"]!.answer(webRequest(), webRoom({ programs }));
    assertEquals([status, under], [200, 0]);
  }));

Deno.test("/get lists the files of a release that lie beside the server, and nothing else", () =>
  handingOut(async (get) => {
    const { status, headers, text } = await get("/get", {
      headers: { Accept: "text/html", "User-Agent": CHROME },
    });
    assertEquals([status, headers["content-type"]], [200, "text/html; charset=utf-8"]);
    assertStringIncludes(text, "Join the room &quot;Lab &lt;1>&quot;");
    const listed = new Set(Array.from(text.matchAll(/href="\/get\/([^"]*)"/g), ([, name]) => name));
    assertEquals([...listed].toSorted(), [...Object.keys(RELEASE), "SHA256SUMS"].toSorted());
    for (const [name, content] of Object.entries(RELEASE)) {
      assertStringIncludes(text, sha256(content), name);
    }
    assertStringIncludes(text, "320 kB");
    // Nothing runs, and nothing is loaded.
    assertMatch(headers["content-security-policy"]!, /^default-src 'none'; style-src/);
    assert(!/<script|<img|<link/.test(text));
  }));

Deno.test("/get shows a browser the program for its system first, with every step", () =>
  handingOut(async (get) => {
    const first = async (agent: string, language = "en-US,en") => {
      const { text } = await get("/get", {
        headers: { Accept: "text/html", "User-Agent": agent, "Accept-Language": language },
      });
      return text.slice(text.indexOf("<h2>"), text.indexOf("</ol>"));
    };
    const windows = await first(CHROME);
    assertMatch(windows, /^<h2>Windows<\/h2>\n<p><a class="get" href="\/get\/chat-1\.0\.0-windows/);
    assertMatch(windows, /Extract All.*Run anyway.*127\.0\.0\.1:\d+/s);
    const mac = await first("Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7)");
    assertMatch(mac, /^<h2>macOS, Apple processor<\/h2>\n<p><a class="get" href="[^"]*macos-arm64/);
    assertMatch(mac, /tar xzf .*xattr -d com\.apple\.quarantine .*chat-client 127\.0\.0\.1:\d+</s);
    const linux = await first("Mozilla/5.0 (X11; Linux x86_64)");
    assertMatch(linux, /^<h2>Linux<\/h2>[^]*tar xzf chat-1\.0\.0-linux-x64\.tar\.gz/);
    assertMatch(await first(CHROME, "zh-CN,zh;q=0.9"), /下载[^]*仍要运行/);
    // A phone runs none of them.
    const phone = { Accept: "text/html", "User-Agent": "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0)" };
    assertMatch(
      (await get("/get", { headers: phone })).text,
      /<h1>.*<a class="get" href="\/">http/s,
    );
  }));

Deno.test("/get prints for curl one command for each system", () =>
  handingOut(async (get, { port }) => {
    const { headers, text } = await get("/get");
    assertEquals(headers["content-type"], "text/plain; charset=utf-8");
    const url = `http://127.0.0.1:${port}/get/`;
    assertStringIncludes(
      text,
      `Linux:\n\n    curl -fO ${url}${LINUX} && ` +
        `echo "${sha256(RELEASE[LINUX]!)}  ${LINUX}" | sha256sum -c && tar xzf ${LINUX} && ` +
        `./chat-1.0.0-linux-x64/chat-client 127.0.0.1:${port}\n`,
    );
    assertMatch(text, /\nWindows, in PowerShell:\n\n {4}curl\.exe -fO \S+-windows-x64\.zip; if \(/);
    assertMatch(text, /\nmacOS, Apple processor:\n\n {4}curl [^\n]* \| shasum -a 256 -c && /);
    const localHost = await get("/get", { headers: { Host: "lab-pc:8001" } });
    assertStringIncludes(localHost.text, "./chat-1.0.0-linux-x64/chat-client lab-pc\n");
    // No command line is made of what a visitor calls this PC.
    assertEquals((await get("/get", { headers: { Host: "$(reboot)" } })).status, 400);
  }));

Deno.test("/get/FILE gives a file whole, or the part that is asked for", () =>
  handingOut(async (get, { port }) => {
    const content = RELEASE[LINUX]!;
    const { status, headers, text } = await get(`/get/${LINUX}`);
    assertEquals([status, text], [200, content]);
    assertEquals(headers["content-length"], String(content.length));
    assertEquals(headers["content-disposition"], `attachment; filename="${LINUX}"`);
    assertEquals(headers["accept-ranges"], "bytes");
    const etag = headers.etag!;
    const part = (Range: string, more = {}) =>
      get(`/get/${LINUX}`, { headers: { Range, ...more } });
    const middle = await part("bytes=70000-200000");
    assertEquals([middle.status, middle.text], [206, content.slice(70_000, 200_001)]);
    assertEquals(middle.headers["content-range"], `bytes 70000-200000/${content.length}`);
    const none = await part(`bytes=${content.length}-`);
    assertEquals([none.status, none.headers["content-range"]], [416, `bytes */${content.length}`]);
    // The rest of another file must not be put behind the beginning of this one.
    assertEquals((await part("bytes=5-", { "If-Range": '"other"' })).text, content);
    assertEquals((await part("bytes=5-", { "If-Range": etag })).text, content.slice(5));
    const same = await get(`/get/${LINUX}`, { headers: { "If-None-Match": etag } });
    assertEquals([same.status, same.text], [304, ""]);
    const head = await http(port, `HEAD /get/${LINUX}`);
    assertEquals([head.status, head.text], [200, ""]);
    assertEquals(head.headers["content-length"], String(content.length));
    assertMatch((await get("/get/SHA256SUMS")).text, /^[\da-f]{64} {2}chat-1\.0\.0-linux-x64/);
  }));

Deno.test("/get/FILE goes on where a download was cut off", () =>
  handingOut(async (get) => {
    const content = RELEASE[LINUX]!;
    const cut = await get(`/get/${LINUX}`, { enough: (received) => received > 100_000 });
    assert(cut.body.length < content.length);
    const rest = await get(`/get/${LINUX}`, {
      headers: { Range: `bytes=${cut.body.length}-`, "If-Range": cut.headers.etag! },
    });
    assertEquals(rest.status, 206);
    assertEquals(cut.text + rest.text, content);
  }));

Deno.test("/get/FILE leads to no other file, and the owner is told once", () =>
  handingOut(async (get, { port, printed }) => {
    const before = Deno.build.os === "windows" ? 0 : printed.length;
    const paths = [
      ...["../../etc/passwd", "%2e%2e/%2e%2e/etc/passwd", "..%2f..%2fetc%2fpasswd", "..\\key.pem"],
      ...["/etc/passwd", "//etc/passwd", "./chat-client.exe", "chat-client.exe/", "\0", "a\0b"],
      ...["chat-client-macos-arm64", "chat-2.0.0-linux-x64.tar.gz", "chat-client-macos-x64"],
      ...["key.pem", "password.txt", "room.jsonl", "chat-server", "chat-client.log", "con", "NUL"],
      ...["com1", "lpt1.zip", "chat-client.exe:$DATA", "chat-client.exe.", "CHAT-CLIENT.EXE"],
      ...["__proto__", "constructor", "chat-client%00.exe", "%63hat-client.exe", "~root", "."],
    ];
    for (const path of paths) {
      const { status, text } = await get(`/get/${path}`);
      assert([400, 404].includes(status), `${path}: ${status}`);
      assert(!/root:|secret|client/.test(text), path);
    }
    for (let i = 0; i < 200; i++) assertEquals((await get("/get/../key.pem")).status, 404);
    const told = printed.slice(before).filter((line) => !/is connected!$/.test(line));
    assertEquals(told, ["ip: 127.0.0.1 asked for a file that is not handed out"]);
    assertEquals((await http(port, "POST /get", { body: "x" })).status, 405);
  }));

Deno.test("/get says how to build where the server runs from its source", () =>
  handingOut(async (get) => {
    assertMatch((await get("/get")).text, /deno task compile:all/);
    assertEquals((await get(`/get/${LINUX}`)).status, 404);
  }, "source"));

Deno.test("/get is not there where the owner wants it so", () =>
  handingOut(async (get) => {
    assertEquals((await get("/get")).status, 404);
    assertEquals((await get(`/get/${LINUX}`)).status, 404);
  }, "off"));
