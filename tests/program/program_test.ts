import { assertEquals } from "@std/assert";
import { revokePermissions } from "../../lib/program/program.ts";

Deno.test("revokePermissions gives up what it is told, and nothing else", {
  permissions: { read: true, write: true, net: true },
}, () => {
  const states = () =>
    (["read", "write", "net"] as const).map((name) => Deno.permissions.querySync({ name }).state);
  assertEquals(states(), ["granted", "granted", "granted"]);
  revokePermissions(["import", "read", "write"]);
  assertEquals(states(), ["prompt", "prompt", "granted"]);
  assertEquals(Deno.permissions.querySync({ name: "import", host: "jsr.io:443" }).state, "prompt");
});
