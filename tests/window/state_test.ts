import { assertEquals } from "@std/assert";
import { windowEn } from "../../lib/language/window_en.ts";
import { windowZh } from "../../lib/language/window_zh.ts";
import { orderOf, type SessionState, stateOf } from "../../lib/window/state.ts";
import { pure } from "../pure.ts";

pure("stateOf says in words what a session does", () => {
  const address = { hostname: "lab-pc", port: 8001 };
  const away: SessionState = { address: undefined, asksPassword: false, online: false };
  const table: [state: Partial<SessionState>, wasOnline: boolean, en: string, zh: string][] = [
    [{}, false, "Not connected", "未连接"],
    [{ address }, false, "Connecting…", "正在连接…"],
    [{ address, asksPassword: true }, false, "Waiting for the password", "等待输入密码"],
    [{ address, online: true }, true, "Connected", "已连接"],
    [{ address }, true, "Connection lost, trying again…", "连接断了，正在重连…"],
  ];
  for (const [changes, wasOnline, en, zh] of table) {
    const state = { ...away, ...changes };
    assertEquals(stateOf(state, wasOnline, windowEn), en);
    assertEquals(stateOf(state, wasOnline, windowZh), zh);
  }
});

pure("orderOf says what a room is about, and who has the floor", () => {
  const table: [order: Parameters<typeof orderOf>[0], en: string, zh: string][] = [
    [{ topic: "", floor: "everyone" }, "", ""],
    [{ topic: "exam", floor: "everyone" }, "Topic: exam", "话题：exam"],
    [{ topic: "", floor: "moderators" }, "Only moderators may speak", "只有管理员可以发言"],
    [
      { topic: "exam", floor: "moderators" },
      "Topic: exam · Only moderators may speak",
      "话题：exam · 只有管理员可以发言",
    ],
  ];
  for (const [order, en, zh] of table) {
    assertEquals(orderOf(order, windowEn), en);
    assertEquals(orderOf(order, windowZh), zh);
  }
});
