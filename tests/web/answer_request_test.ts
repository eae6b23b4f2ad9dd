import { assertEquals, assertMatch, assertStringIncludes } from "@std/assert";
import { PROGRAM_SENTENCES } from "../../lib/language/program_language.ts";
import { answerRequest, type AnswerRequestOptions } from "../../lib/web/answer_request.ts";
import type { Routes } from "../../lib/web/routes.ts";
import { pure } from "../pure.ts";
import { FakeClock } from "../server/fake_clock.ts";
import { FakeStream } from "../server/fake_stream.ts";
import { webRoom } from "./web_room.ts";

const { en } = PROGRAM_SENTENCES;

const encoder = new TextEncoder();

const ROOM = webRoom();

const ROUTES: Routes = {
  "/": { methods: ["GET"], answer: () => ({ status: 200, body: "the page" }) },
  "/get/": { methods: ["GET"], answer: ({ path }) => ({ status: 200, body: path }) },
  "/say": {
    methods: ["POST"],
    maxBody: 10,
    answer: async ({ body }) => ({ status: 206, body: await body() }),
  },
  "/broken": {
    methods: ["GET"],
    answer: () => {
      throw new Error("a bug");
    },
  },
};

/** Sends a request, and what follows in parts. Returns status, headers, body and what was reported. */
async function ask(
  request: string,
  parts: string[] = [],
  options: Partial<AnswerRequestOptions> = {},
) {
  const stream = new FakeStream();
  stream.feed(...parts, null);
  const reported: string[] = [];
  await answerRequest(stream, {
    ahead: encoder.encode(request),
    room: ROOM,
    address: "10.0.0.7",
    joinCommand: () => "nc 10.0.0.1 8001",
    pay: () => Promise.resolve(),
    enter: () => undefined,
    headMs: 10_000,
    stuckMs: 60_000,
    report: (sentence) => void reported.push(sentence(en)),
    routes: ROUTES,
    ...options,
  });
  const [head = "", body = ""] = stream.written.split("\r\n\r\n");
  const [first = "", ...lines] = head.split("\r\n");
  const headers = Object.fromEntries(lines.map((line) => line.split(": ")));
  return { status: Number(first.split(" ")[1]), headers, body, reported };
}

/** The head of a request to this PC. */
function to(line: string, ...headers: string[]): string {
  return [`${line} HTTP/1.1`, "Host: lab-pc:8001", ...headers, "", ""].join("\r\n");
}

pure("answerRequest answers by the route, with headers that keep a page harmless", async () => {
  const { status, headers, body } = await ask(to("GET /?x=1"));
  assertEquals([status, body], [200, "the page"]);
  assertEquals(headers, {
    "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cache-Control": "no-store",
    "Connection": "close",
    "Content-Length": "8",
  });
  assertEquals((await ask(to("GET /get/a/b"))).body, "/get/a/b");
});

pure("answerRequest answers HEAD as GET without its body", async () => {
  const { status, headers, body } = await ask(to("HEAD /"));
  assertEquals([status, headers["Content-Length"], body], [200, "8", ""]);
});

pure("answerRequest refuses other paths and methods", async () => {
  for (const path of ["/x", "/get", "/toString", "/get/../say", "//"]) {
    const { status } = await ask(to(`POST ${path}`));
    assertEquals(status, path === "/get/../say" ? 405 : 404, path);
  }
  for (
    const [line, allow] of [["POST /", "GET, HEAD"], ["GET /say", "POST"], ["OPTIONS /say", "POST"]]
  ) {
    const { status, headers, body } = await ask(to(line!));
    assertEquals([status, headers.Allow], [405, allow]);
    assertMatch(body, /^This address takes [^]*\n这个地址只接受/);
  }
});

pure("answerRequest refuses a foreign Host before anything else", async () => {
  for (const path of ["/", "/x"]) {
    const { status, body } = await ask(`GET ${path} HTTP/1.1\r\nHost: evil.example:8001\r\n\r\n`);
    assertEquals(status, 403);
    assertStringIncludes(body, 'This room does not answer to "evil.example:8001"');
  }
  assertEquals((await ask("GET / HTTP/1.1\r\n\r\n")).status, 400);
});

pure("answerRequest answers 426 and says how to join where there is no window", async () => {
  const { status, headers, body } = await ask(to("GET /"), [], {
    room: { ...ROOM, window: false },
  });
  assertEquals([status, headers.Upgrade], [426, "chat"]);
  assertMatch(
    body,
    /^This is a chat room.*nc 10\.0\.0\.1 8001\n这里是聊天室.*nc 10\.0\.0\.1 8001\n$/,
  );
});

pure("answerRequest gives a route its body, as far as it permits one", async () => {
  const length = (n: number | string) => to("POST /say", `Content-Length: ${n}`);
  assertEquals((await ask(length(10) + "0123", ["45", "6789 and more"])).body, "0123456789");
  assertEquals((await ask(length(0))).status, 206);
  for (
    const [head, status] of [
      [length(11), 413],
      [length("1e3"), 400],
      [length(-1), 400],
      [to("POST /say"), 411],
      [to("POST /say", "Content-Length: 3", "Content-Length: 4"), 400],
      [to("POST /say", "Content-Length: 3", "Transfer-Encoding: chunked"), 411],
      [length(5) + "0123", 400],
    ] as const
  ) assertEquals((await ask(head)).status, status, head);
});

pure("answerRequest reads on for a body that waits to be asked for", async () => {
  const stream = new FakeStream();
  const answered = answerRequest(stream, {
    ...{ ahead: encoder.encode(to("POST /say", "Content-Length: 2", "Expect: 100-continue")) },
    ...{ room: ROOM, address: "", joinCommand: () => "", pay: () => Promise.resolve() },
    ...{
      headMs: 10_000,
      stuckMs: 60_000,
      enter: () => undefined,
      report: () => {},
      routes: ROUTES,
    },
  });
  await stream.take("HTTP/1.1 100 Continue\r\n\r\n");
  stream.feed("hi");
  await answered;
  assertMatch(stream.written, /^HTTP\/1\.1 206 .*\r\n\r\nhi$/s);
});

pure("answerRequest reports an error of a route, and says no more than that", async () => {
  const { status, body, reported } = await ask(to("GET /broken"));
  assertEquals(status, 500);
  assertEquals(body.includes("a bug"), false);
  assertStringIncludes(reported.join(), "a bug");
});

pure(
  "answerRequest sends a body no faster than it is read, and ends it where nobody reads",
  async () => {
    using clock = FakeClock.install();
    const made: string[] = [];
    async function* body() {
      try {
        for (let i = 0; i < 3; i++) {
          made.push(`${i}`);
          yield await Promise.resolve(encoder.encode(`${i}`));
        }
      } finally {
        made.push("ended");
      }
    }
    const stream = new FakeStream();
    const routes: Routes = {
      "/": { methods: ["GET"], answer: () => ({ status: 200, body: body() }) },
    };
    const answered = answerRequest(stream, {
      ...{ ahead: encoder.encode(to("GET /")), room: ROOM, address: "", joinCommand: () => "" },
      ...{
        enter: () => undefined,
        pay: () => Promise.resolve(),
        headMs: 10_000,
        stuckMs: 60_000,
        report: () => {},
        routes,
      },
    });
    await stream.take("\r\n\r\n");
    stream.stall();
    await clock.advance(59_000);
    assertEquals(made.length <= 2, true);
    await clock.advance(61_000);
    await answered;
    assertEquals(made.at(-1), "ended");
  },
);
