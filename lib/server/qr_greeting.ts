/**
 * The QR code below a greeting: a phone's camera reads the room's address from it.
 *
 * @module
 */

import stringWidth from "string-width";
import type { ProgramSentences } from "../language/program_language.ts";
import { easiestAddress } from "../net/own_addresses.ts";
import { qrRows } from "../program/qr_code.ts";
import { type Address, formatAddress, isLoopback } from "../protocol.ts";
import { type Greeted, greeting } from "./greeting.ts";

/** When to draw the code. */
export const QR_CHOICES = ["auto", "always", "never"] as const;

/** When to draw the code; `auto` is in a terminal in which it and the greeting are seen at once. */
export type QrChoice = typeof QR_CHOICES[number];

/** A terminal. */
export interface Screen {
  /** Its size, in cells. */
  columns: number;
  /** Its size, in cells. */
  rows: number;
  /** Whether it shows colors. */
  colored: boolean;
}

/** The greeting for stderr of a room that listens on `hostname`, with the code if `qr` says so. */
export async function greetingWithQr(
  hostname: string | undefined,
  greeted: Greeted,
  { qr, t }: { qr: QrChoice; t: ProgramSentences },
): Promise<string[]> {
  const lines = await greeting(hostname, greeted, t);
  const easiest = easiestAddress(hostname);
  const address = easiest !== undefined && greeted.window
    ? { hostname: easiest, port: greeted.port }
    : undefined;
  return withQr(lines, address, { tls: greeted.tls, choice: qr, screen: errorScreen() });
}

/** The terminal that stderr is, if it is one and can draw. */
function errorScreen(): Screen | undefined {
  if (!Deno.stderr.isTerminal() || Deno.env.get("TERM") === "dumb") return undefined;
  return { ...Deno.consoleSize(), colored: !Deno.noColor };
}

/**
 * The lines of a greeting, and below them the code of the room's address if it is to be drawn. `auto`
 * draws none of an address that only this PC reaches.
 *
 * @param address Where others reach the room, if anywhere.
 */
export function withQr(
  lines: readonly string[],
  address: Address | undefined,
  { tls, choice, screen }: { tls: boolean; choice: QrChoice; screen: Screen | undefined },
): string[] {
  if (address === undefined || choice === "never") return [...lines];
  const url = `${tls ? "https" : "http"}://${formatAddress(address)}`;
  const code = qrRows(url, { colored: screen?.colored ?? false });
  const isSeen = screen && !isLoopback(address.hostname) && fits(lines, code, screen);
  return choice === "always" || isSeen ? [...lines, ...code] : [...lines];
}

/** Whether the terminal shows all of it, with a last row for the cursor. */
function fits(
  lines: readonly string[],
  code: readonly string[],
  { columns, rows }: Screen,
): boolean {
  const above = lines.reduce((sum, line) => sum + Math.ceil(stringWidth(line) / columns), 0);
  return stringWidth(code[0]!) <= columns && above + code.length < rows;
}
