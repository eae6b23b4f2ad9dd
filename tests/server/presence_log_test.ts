import { assertEquals } from "@std/assert";
import { PROGRAM_SENTENCES } from "../../lib/language/program_language.ts";
import type { PresenceChange } from "../../lib/room/presence.ts";
import { presenceLine } from "../../lib/server/presence_log.ts";
import { pure } from "../pure.ts";

pure("presenceLine tells who came from where, and how many are left", () => {
  const table: [change: PresenceChange, english: string, chinese: string][] = [
    [
      { type: "join", name: "Alice", address: "::ffff:10.0.0.7" },
      "Alice joined from 10.0.0.7",
      "Alice 进来了，来自 10.0.0.7",
    ],
    [{ type: "leave", name: "Alice", left: 3 }, "Alice left; 3 here", "Alice 离开了；还有 3 人"],
    [{ type: "rename", from: "Alice", to: "安" }, "Alice is 安 now", "Alice 改名为 安"],
  ];
  for (const [change, english, chinese] of table) {
    assertEquals(presenceLine(change, PROGRAM_SENTENCES.en), english);
    assertEquals(presenceLine(change, PROGRAM_SENTENCES.zh), chinese);
  }
});
