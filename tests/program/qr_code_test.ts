import { assert, assertEquals, assertMatch } from "@std/assert";
import stringWidth from "string-width";
import { qrRows, qrSvg } from "../../lib/program/qr_code.ts";
import { pure } from "../pure.ts";
import { DARK, LIGHT, readByPhone } from "./phone.ts";

const URLS = [
  "http://192.168.1.20:8001",
  "https://[2001:db8:85a3::8a2e:370:7334]:65535",
  "http://a-rather-long-name-of-a-pc-in-the-lab.example.internal:8001",
];

pure("a phone reads what qrRows draws, on a dark and on a light terminal", async () => {
  for (const url of URLS) {
    for (const theme of [DARK, LIGHT]) {
      const drawn = qrRows(url, { colored: true }).join("\r\n");
      assertEquals(await readByPhone(drawn, { columns: 100, rows: 40, theme }), url);
    }
    // Without colors it is drawn for dark terminals.
    const drawn = qrRows(url, { colored: false }).join("\r\n");
    assertEquals(await readByPhone(drawn, { columns: 100, rows: 40, theme: DARK }), url);
  }
});

pure("qrRows of a room's address fits a window of 80 x 24, below a greeting", () => {
  const rows = qrRows("http://192.168.100.200:8001", { colored: true });
  assert(rows.length <= 17, `${rows.length} rows`);
  for (const row of rows) assertEquals(stringWidth(row), 33);
});

pure("qrSvg draws black on white, and holds no text of what it encodes", () => {
  const svg = qrSvg(URLS[0]!);
  assertMatch(svg, /^<svg xmlns="http:\/\/www\.w3\.org\/2000\/svg" viewBox="0 0 (\d+) \1">/);
  assertMatch(svg, /fill="white"[^]*fill="black"/);
  assert(!svg.includes("192.168"));
});
