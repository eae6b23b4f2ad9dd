import { assertEquals } from "@std/assert";
import { pure } from "../pure.ts";
import { tlsRecord } from "../../lib/net/tls_record.ts";

pure("tlsRecord tells TLS from anything a person would type", () => {
  assertEquals(tlsRecord(Uint8Array.of(22, 3, 1, 0, 235)), "handshake");
  assertEquals(tlsRecord(Uint8Array.of(21, 3, 3, 0, 2, 2, 50)), "alert");
  for (const text of ["", "\n", "\x16", "foo :hi\n", "*hello version=1", "\x15\x15"]) {
    assertEquals(tlsRecord(new TextEncoder().encode(text)), undefined);
  }
});
