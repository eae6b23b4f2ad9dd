import { assertEquals } from "@std/assert";
import { Admission } from "../../lib/server/admission.ts";

const pure = { permissions: "none" } as const;
const FULL = "The room is full: it takes at most 2 connections";
const CROWDED = "The room takes at most 2 connections from one address";

Deno.test("Admission counts in as many as there may be, and again when one leaves", pure, () => {
  const admission = new Admission({ maxClients: 2, maxPerAddress: 0 });
  const admit = () => admission.admit("10.0.0.7");
  assertEquals([admit(), admit(), admit(), admit()], [undefined, undefined, FULL, FULL]);
  admission.release("10.0.0.7");
  assertEquals([admit(), admit()], [undefined, FULL]);
});

Deno.test("Admission counts each address for itself when it is to", pure, () => {
  const admission = new Admission({ maxClients: 1000, maxPerAddress: 2 });
  for (const address of ["10.0.0.7", "10.0.0.8"]) {
    const admit = () => admission.admit(address);
    assertEquals([admit(), admit(), admit()], [undefined, undefined, CROWDED]);
  }
  admission.release("10.0.0.7");
  admission.release("10.0.0.7");
  assertEquals(admission.admit("10.0.0.8"), CROWDED);
  assertEquals(admission.admit("10.0.0.7"), undefined);
});
