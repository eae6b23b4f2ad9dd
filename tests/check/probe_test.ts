import { assertEquals, assertMatch } from "@std/assert";
import { describeWidths } from "../../lib/check/console_width.ts";
import { describeLocale } from "../../lib/check/locale.ts";
import { recognize } from "../../lib/check/probe.ts";
import { PROGRAM_SENTENCES } from "../../lib/language/program_language.ts";
import { pure } from "../pure.ts";

const { en } = PROGRAM_SENTENCES;

const HELLO = "*hello version=1 room=3f2a9c1e last=1284 limit=4096";

pure("recognize knows our server by its first event, whatever is said before", () => {
  const room = { type: "room", version: 1, room: "3f2a9c1e" } as const;
  assertEquals(recognize(`${HELLO}\n`), room);
  assertEquals(recognize(`foo :hi\nbar :QUIT\r\n${HELLO}\r\n*join foo\n`), room);
  assertEquals(recognize("*locked\n"), { type: "locked" });
  assertEquals(recognize("*someday new=1\n*locked\n"), { type: "locked" });
});

pure("recognize waits for a whole line, however it is cut", () => {
  for (let end = 0; end < HELLO.length; end++) {
    assertEquals(recognize(HELLO.slice(0, end)), undefined);
  }
  assertEquals(recognize("*locked"), undefined);
});

pure("recognize knows an original server by the knock that comes back", () => {
  assertEquals(recognize("\n"), { type: "original" });
  assertEquals(recognize("foo :hi\n\n"), { type: "original" });
  // Behind what an original client said, whose message has no ending.
  assertEquals(recognize("foo :hi\n"), undefined);
  assertEquals(recognize("foo :hi\n", { complete: true }), { type: "original" });
  assertEquals(recognize("foo :hi", { complete: true }), { type: "original" });
});

pure("recognize knows a TLS alert, and does not take others for chat servers", () => {
  assertEquals(recognize("\x15\x03\x01\0\x02\x02\x0a"), { type: "tls" });
  for (
    const text of ["", "SSH-2.0-OpenSSH\r\n", "HTTP/1.1 400 Bad Request\r\nServer: x\r\n", "*"]
  ) {
    assertEquals(recognize(text, { complete: true }), undefined, text);
  }
});

pure("describeWidths finds wrong widths, and a console that does not report", () => {
  assertEquals(describeWidths([4, 2]).is, "good");
  assertEquals(describeWidths([4, 1]).is, "bad");
  assertMatch(describeWidths([4, 1]).text(en), /^This console shows 🙂 too narrow or too wide: /);
  assertEquals(describeWidths([undefined, undefined]).is, "unknown");
  assertEquals(describeWidths([4, undefined]).is, "unknown");
});

pure("describeLocale takes the variable that counts, and knows UTF-8", () => {
  const describe = (env: Record<string, string>, windows = false) => (
    describeLocale({ read: (name) => env[name], language: "zh-CN", windows })
  );
  const utf8 = describe({ LC_ALL: "", LC_CTYPE: "zh_CN.utf8", LANG: "C" });
  assertEquals(utf8.is, "good");
  assertEquals(utf8.text(en), "The locale is zh_CN.utf8 (LC_CTYPE), the encoding UTF-8");
  assertEquals(describe({ LANG: "de_DE.UTF-8@euro" }).is, "good");
  const gbk = describe({ LC_ALL: "zh_CN.GB18030", LANG: "C.UTF-8" });
  assertEquals(gbk.is, "bad");
  assertMatch(
    gbk.text(en),
    /^The locale is "zh_CN.GB18030" \(LC_ALL\), whose encoding is not UTF-8/,
  );
  assertMatch(
    describe({ LANG: "C" }).text(en),
    /^The locale is "C" \(LANG\), which names no encoding/,
  );
  assertEquals(describe({}).is, "unknown");
  assertMatch(describe({}).text(en), /^No locale is set; UTF-8 is written/);
  assertEquals(describe({}, true).is, "good");
});
