import { assertEquals } from "@std/assert";
import { serverEn } from "../../lib/language/server_en.ts";
import { Admission } from "../../lib/server/admission.ts";
import { pure } from "../pure.ts";

const FULL = "The room is full: it takes at most 2 connections";
const CROWDED = "The room takes at most 2 connections from one address";

pure("Admission counts in as many as there may be, and again when one leaves", () => {
  const admission = new Admission({ maxClients: 2, maxPerAddress: 0 });
  const admit = () => admission.admit("10.0.0.7")?.(serverEn);
  assertEquals([admit(), admit(), admit(), admit()], [undefined, undefined, FULL, FULL]);
  admission.release("10.0.0.7");
  assertEquals([admit(), admit()], [undefined, FULL]);
});

pure("Admission counts each address for itself when it is to", () => {
  const admission = new Admission({ maxClients: 1000, maxPerAddress: 2 });
  for (const address of ["10.0.0.7", "10.0.0.8"]) {
    const admit = () => admission.admit(address)?.(serverEn);
    assertEquals([admit(), admit(), admit()], [undefined, undefined, CROWDED]);
  }
  admission.release("10.0.0.7");
  admission.release("10.0.0.7");
  assertEquals(admission.admit("10.0.0.8")?.(serverEn), CROWDED);
  assertEquals(admission.admit("10.0.0.7"), undefined);
});
