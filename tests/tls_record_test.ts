import { assertEquals, assertRejects } from "@std/assert";
import { checkingFirst, tlsRecord } from "../lib/tls_record.ts";

const pure = { permissions: "none" } as const;

Deno.test("tlsRecord tells TLS from anything a person would type", pure, () => {
  assertEquals(tlsRecord(Uint8Array.of(22, 3, 1, 0, 235)), "handshake");
  assertEquals(tlsRecord(Uint8Array.of(21, 3, 3, 0, 2, 2, 50)), "alert");
  for (const text of ["", "\n", "\x16", "foo :hi\n", "*hello version=1", "\x15\x15"]) {
    assertEquals(tlsRecord(new TextEncoder().encode(text)), undefined);
  }
});

Deno.test(
  "checkingFirst shows what arrives first, once, and hands everything on",
  pure,
  async () => {
    const chunks = ["ab", "cd", "ef"].map((text) => new TextEncoder().encode(text));
    const source = {
      read(buffer: Uint8Array) {
        const chunk = chunks.shift();
        if (chunk) buffer.set(chunk);
        return Promise.resolve(chunk?.length ?? null);
      },
    };
    const checked: string[] = [];
    const decode = (bytes: Uint8Array) => new TextDecoder().decode(bytes);
    const reader = checkingFirst(source, (bytes) => checked.push(decode(bytes)));
    const buffer = new Uint8Array(2);
    const read: string[] = [];
    while (await reader.read(buffer) !== null) read.push(decode(buffer));
    assertEquals([checked, read], [["ab"], ["ab", "cd", "ef"]]);
  },
);

Deno.test(
  "checkingFirst fails as its check does, and checks nothing at the end",
  pure,
  async () => {
    const refuse = () => {
      throw new Error("not this");
    };
    const giving = (length: number | null) => ({ read: () => Promise.resolve(length) });
    await assertRejects(
      () => checkingFirst(giving(1), refuse).read(new Uint8Array(1)),
      Error,
      "not",
    );
    assertEquals(await checkingFirst(giving(null), refuse).read(new Uint8Array(1)), null);
  },
);
