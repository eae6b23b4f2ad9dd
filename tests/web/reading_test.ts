import { assert, assertEquals, assertMatch } from "@std/assert";
import { History } from "../../lib/room/history.ts";
import { invitation } from "../../lib/web/invitation.ts";
import { BadRequest } from "../../lib/web/request_head.ts";
import { ROUTES } from "../../lib/web/routes.ts";
import { qrSvg } from "../../lib/program/qr_code.ts";
import { Raw } from "../programs/programs.ts";
import { pure } from "../pure.ts";
import { serveHere } from "../server/serve_here.ts";
import { http } from "./http.ts";
import { webRequest, webRoom } from "./web_room.ts";

Deno.test("/history.txt and /history.jsonl give what is kept", async () => {
  const room = serveHere({ discovery: false, history: 3 });
  try {
    using ann = await Raw.connect(room.port);
    await ann.send("one\nAnn :two\nAnn :three\n小明 :四\n");
    await ann.until("四\n");
    const { status, headers, text } = await http(room.port, "GET /history.txt");
    assertEquals([status, headers["content-type"]], [200, "text/plain; charset=utf-8"]);
    assertEquals(
      text.replaceAll(/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d /gm, ""),
      [
        "Ann :two\nAnn :three\n小明 :四\n",
      ].join(""),
    );
    const lines = (await http(room.port, "GET /history.jsonl")).text.trimEnd().split("\n");
    assertEquals(
      lines.map((line) => JSON.parse(line)).map(({ number, name, text }) => [
        number,
        name,
        text,
      ]),
      [[2, "Ann", "two"], [3, "Ann", "three"], [4, "小明", "四"]],
    );
    assertEquals((await http(room.port, "HEAD /history.txt")).text, "");
    const latest = async (query: string) => {
      const { text } = await http(room.port, `GET /history.txt?${query}`);
      return text.trimEnd().split("\n").map((line) => line.slice(20));
    };
    assertEquals(await latest("n=2"), ["Ann :three", "小明 :四"]);
    assertEquals(await latest("n=100"), ["Ann :two", "Ann :three", "小明 :四"]);
    assertEquals(await latest("n=0"), [""]);
    for (const query of ["n=", "n=-1", "n=two", "limit=2", "n=2&x", "N=2"]) {
      const { status, text } = await http(room.port, `GET /history.jsonl?${query}`);
      const why = "Only ?n=N can follow this address: it asks for the latest N messages";
      assertEquals([status, text.split("\n", 1)[0]], [400, why], query);
    }
  } finally {
    await room.close();
  }
});

Deno.test("/history.txt is streamed, and paid for", async () => {
  const entries = Array.from(
    { length: 5_000 },
    (_, i) => ({ number: i + 1, time: i, line: `Ann :${"x".repeat(200)}` }),
  );
  const history = new History({ limit: 5_000, entries });
  const paid: number[] = [];
  const request = webRequest({ pay: (tokens) => Promise.resolve(void paid.push(tokens)) });
  const { body } = await ROUTES["/history.txt"]!.answer(request, webRoom({ history }));
  let length = 0;
  for await (const part of body as AsyncIterable<Uint8Array>) {
    length += part.length;
    assert(part.length < 17_000);
  }
  assertEquals(length, 5_000 * "1970-01-01 00:00:00 Ann :\n".length + 5_000 * 200);
  // 5,000 lines of more than 200 characters, 50 x 128 of these for a token.
  assert(paid.reduce((sum, tokens) => sum + tokens) > 5_000 * 200 / 6_400);
});

Deno.test("/history.txt of a locked room asks for its password", async () => {
  const room = serveHere({ discovery: false, password: "open sesame" });
  try {
    for (const path of ["/history.txt", "/history.jsonl"]) {
      assertEquals((await http(room.port, `GET ${path}`)).status, 401);
      const headers = { Authorization: "Bearer open sesame" };
      assertEquals((await http(room.port, `GET ${path}`, { headers })).status, 200);
    }
  } finally {
    await room.close();
  }
});

Deno.test("/health tells how the room is", async () => {
  const room = serveHere({ discovery: false });
  try {
    using ann = await Raw.connect(room.port);
    await ann.send("Ann :hi\n");
    await ann.until("hi\n");
    const { status, headers, text } = await http(room.port, "GET /health");
    assertEquals([status, headers["content-type"]], [200, "application/json"]);
    assertMatch(text, /^\{"ok":true,"title":"[^"]*","people":1,"last":1,"uptime":\d\}\n$/);
  } finally {
    await room.close();
  }
});

Deno.test("/qr.svg and /address.txt give the address that the visitor used", async () => {
  const room = serveHere({ discovery: false });
  try {
    const headers = { Host: "lab-pc:8001" };
    const svg = await http(room.port, "GET /qr.svg", { headers });
    assertEquals(svg.headers["content-type"], "image/svg+xml");
    assertEquals(svg.text, qrSvg("http://lab-pc:8001"));
    assertEquals(
      (await http(room.port, "GET /address.txt", { headers })).text,
      "http://lab-pc:8001\n",
    );
  } finally {
    await room.close();
  }
});

pure("/qr.svg is paid for", async () => {
  const paid: number[] = [];
  const pay = (tokens: number) => Promise.resolve(void paid.push(tokens));
  const { status } = await ROUTES["/qr.svg"]!.answer(webRequest({ pay }), webRoom());
  assertEquals([status, paid], [200, [10]]);
});

pure("/history.txt sends no message before the transcript has it", async () => {
  const history = new History();
  history.add("foo :written down", 5000);
  history.commit();
  history.add("foo :not yet", 5000);
  const { body } = await ROUTES["/history.txt"]!.answer(webRequest(), webRoom({ history }));
  history.add("foo :too late", 5000);
  history.commit();
  const parts = await Array.fromAsync(body as AsyncIterable<Uint8Array>);
  const text = parts.map((part) => new TextDecoder().decode(part)).join("");
  assertEquals(text, "1970-01-01 00:00:05 foo :written down\n");
});

pure("invitation gives the network address in place of one that leads every PC to itself", () => {
  const at = (host: string, address?: string, tls = false) =>
    invitation({ host }, { tls, networkAddress: () => address });
  for (const host of ["localhost:8001", "127.0.0.1:8001", "[::1]:8001", "a.localhost:8001"]) {
    assertEquals(at(host, "192.168.1.20"), "http://192.168.1.20:8001");
  }
  assertEquals(at("localhost:8001", "fd00::2", true), "https://[fd00::2]:8001");
  assertEquals(at("localhost:8001"), "http://localhost:8001");
  assertEquals(at("lab-pc:8001", "192.168.1.20"), "http://lab-pc:8001");
  // Some look like addresses, and are none.
  const none = ["999.999.999.999", "[:::]:80", "lab-pc:99999", "::::", "a".repeat(101)];
  for (const host of ["$(reboot)", 'a"b', "a;b", "<b>", "a&b", ...none]) {
    try {
      at(host);
      throw new Error(`taken: ${host}`);
    } catch (error) {
      assert(error instanceof BadRequest, host);
    }
  }
});
