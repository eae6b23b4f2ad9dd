import { assertEquals } from "@std/assert";
import { DARK, LIGHT, readByPhone } from "../program/phone.ts";
import { fromSource, testUnless } from "./programs.ts";
import { NO_PTY, Pty } from "./pty.ts";

const SIZE = { columns: 90, rows: 50 };

testUnless(NO_PTY, "a phone reads the address of server.ts from its terminal", async () => {
  const command = [...fromSource("server"), "--host", "127.0.0.1", "--port", "0", "--qr", "always"];
  await using pty = await Pty.start(command.join(" "), SIZE, { NO_COLOR: "" });
  // Each of the 17 rows ends with the code for no color.
  await pty.until(() => pty.raw.split("\x1b[0m").length > 17);
  const port = /Listening on 127\.0\.0\.1:(\d+)/.exec(pty.screen)![1];
  for (const theme of [DARK, LIGHT]) {
    const read = await readByPhone(pty.raw.split("\x1bc")[1]!, { ...SIZE, theme });
    assertEquals(read, `http://127.0.0.1:${port}`);
  }
});
