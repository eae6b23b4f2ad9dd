import { assert, assertEquals, assertThrows } from "@std/assert";
import { Downloads, MAX_DOWNLOADS, MAX_DOWNLOADS_OF_ADDRESS } from "../../lib/web/downloads.ts";
import { OfferedFile } from "../../lib/web/offered_file.ts";
import { BadRequest } from "../../lib/web/request_head.ts";
import { writeResponse } from "../../lib/web/response.ts";
import { FakeStream } from "../server/fake_stream.ts";

/** An open file of so many bytes. */
async function withFile(bytes: number, run: (file: OfferedFile) => Promise<void>): Promise<void> {
  const path = await Deno.makeTempFile();
  await Deno.writeFile(path, new Uint8Array(bytes).map((_, i) => i % 251));
  const release = { name: "chat-client", content: "client", pc: undefined } as const;
  const file = new OfferedFile(path, release);
  try {
    await run(file);
  } finally {
    file.close();
    await Deno.remove(path);
  }
}

Deno.test("Downloads gives an address a few places, and all addresses a limited number", () =>
  withFile(1_000, async (file) => {
    const downloads = new Downloads();
    const start = (address: string) => downloads.start(file, { from: 0, to: 1_000, address });
    const end = (started: AsyncIterable<Uint8Array>) => started[Symbol.asyncIterator]().return!();
    const own = Array.from({ length: MAX_DOWNLOADS_OF_ADDRESS }, () => start("10.0.0.1"));
    assertEquals(assertThrows(() => start("10.0.0.1"), BadRequest).status, 503);
    // One that never began ends too, and twice is no more than once.
    await end(own[0]!);
    await end(own[0]!);
    start("10.0.0.1");
    assertThrows(() => start("10.0.0.1"), BadRequest);
    for (let i = MAX_DOWNLOADS_OF_ADDRESS; i < MAX_DOWNLOADS; i++) start(`10.0.1.${i}`);
    assertThrows(() => start("10.0.0.2"), BadRequest);
    for await (const _ of own[1]!);
    start("10.0.0.2");
  }));

Deno.test("a download gives its place back, however its answer ends", () =>
  withFile(200_000, async (file) => {
    const downloads = new Downloads();
    const places = () => {
      const started = [];
      try {
        while (true) started.push(downloads.start(file, { from: 0, to: 1, address: "a" }));
      } catch {
        for (const each of started) each[Symbol.asyncIterator]().return!();
      }
      return started.length;
    };
    const answer = () => ({
      status: 200,
      body: downloads.start(file, { from: 0, to: 200_000, address: "a" }),
    } as const);
    await writeResponse(new FakeStream(), answer(), { stuckMs: 1_000 });
    await writeResponse(new FakeStream(), answer(), { headOnly: true, stuckMs: 1_000 });
    const broken = { write: () => Promise.reject(new Deno.errors.BrokenPipe()) };
    await writeResponse(broken, answer(), { stuckMs: 1_000 }).catch(() => {});
    let writes = 0;
    const breaking = {
      write: (bytes: Uint8Array) =>
        ++writes < 3 ? Promise.resolve(bytes.length) : Promise.reject(new Deno.errors.BrokenPipe()),
    };
    await writeResponse(breaking, answer(), { stuckMs: 1_000 }).catch(() => {});
    const { promise, resolve } = Promise.withResolvers<number>();
    assertEquals(await writeResponse({ write: () => promise }, answer(), { stuckMs: 1 }), false);
    resolve(0);
    assertEquals(places(), MAX_DOWNLOADS_OF_ADDRESS);
  }));

Deno.test("Downloads at once share one rate, and each gets its own bytes", () =>
  withFile(4 * 1024 * 1024, async (file) => {
    const downloads = new Downloads();
    const start = performance.now();
    const sums = await Promise.all(Array.from({ length: 4 }, async (_, i) => {
      const [from, to] = [i * 100_000, 4 * 1024 * 1024 - i];
      let at = from;
      for await (const chunk of downloads.start(file, { from, to, address: "a" })) {
        assert(chunk.length <= 256 * 1024);
        for (let j = 0; j < chunk.length; j += 997) assertEquals(chunk[j], (at + j) % 251);
        at += chunk.length;
      }
      return at - to;
    }));
    assertEquals(sums, [0, 0, 0, 0]);
    // 15 MiB at 32 MiB a second.
    assert(performance.now() - start > 150, `${performance.now() - start} ms`);
  }));

Deno.test("a download ends early where the file has become shorter", () =>
  withFile(100, async (file) => {
    let length = 0;
    const body = new Downloads().start(file, { from: 50, to: 1_000, address: "a" });
    for await (const chunk of body) length += chunk.length;
    assertEquals(length, 50);
  }));
