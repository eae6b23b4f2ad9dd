import { assertEquals } from "@std/assert";
import { qrRows } from "../../lib/program/qr_code.ts";
import { withQr } from "../../lib/server/qr_greeting.ts";
import { pure } from "../pure.ts";

const LINES = ["Listening on port 8001 of every address of this PC", "x".repeat(100)];
const ADDRESS = { hostname: "192.168.1.20", port: 8001 };
const SCREEN = { columns: 80, rows: 24, colored: true };

/** The number of rows below the greeting. */
function rowsBelow(
  choice: "auto" | "always" | "never",
  screen: typeof SCREEN | undefined,
  address: typeof ADDRESS | undefined = ADDRESS,
): number {
  const lines = withQr(LINES, address, { tls: false, choice, screen });
  assertEquals(lines.slice(0, 2), LINES);
  return lines.length - 2;
}

pure("withQr draws the code where the terminal shows it with the greeting", () => {
  assertEquals(rowsBelow("auto", SCREEN), 17);
  // The second line takes two rows, and the cursor one.
  assertEquals(rowsBelow("auto", { ...SCREEN, rows: 21 }), 17);
  assertEquals(rowsBelow("auto", { ...SCREEN, rows: 20 }), 0);
  assertEquals(rowsBelow("auto", { ...SCREEN, columns: 33, rows: 40 }), 17);
  assertEquals(rowsBelow("auto", { ...SCREEN, columns: 32, rows: 40 }), 0);
  assertEquals(rowsBelow("auto", undefined), 0);
  assertEquals(rowsBelow("auto", SCREEN, { hostname: "127.0.0.1", port: 8001 }), 0);
});

pure("withQr draws the code wherever it is told to, and nowhere", () => {
  assertEquals(rowsBelow("always", undefined), 17);
  assertEquals(rowsBelow("always", { columns: 10, rows: 2, colored: false }), 17);
  assertEquals(rowsBelow("never", SCREEN), 0);
  assertEquals(withQr([], undefined, { tls: false, choice: "always", screen: SCREEN }), []);
});

pure("withQr draws an https address for a room over TLS", () => {
  const drawn = withQr([], ADDRESS, { tls: true, choice: "always", screen: SCREEN });
  assertEquals(drawn, qrRows("https://192.168.1.20:8001", { colored: true }));
});
