/**
 * Measures how wide this console draws Chinese and emoji: writes them, and asks for the cursor's
 * position. Nothing else may use the terminal meanwhile.
 *
 * @module
 */

import process from "node:process";
import { settlesWithin } from "../net/settles_within.ts";
import { onStopSignal } from "../program/program.ts";
import type { Finding } from "./findings.ts";

/** How long the console may take to report the cursor's position, in ms. */
const REPLY_MS = 1_000;

/** What is written, and the columns it should take. */
const SAMPLES = [{ text: "你好", columns: 4 }, { text: "🙂", columns: 2 }] as const;

/** Measures the console, if there is one, and restores its state. */
export async function checkConsole(): Promise<Finding> {
  if (!process.stdin.isTTY || !process.stdout.isTTY) {
    return { is: "unknown", text: (t) => t.widthNotTried() };
  }
  const restore = () => {
    process.stdin.setRawMode(false);
    process.stdin.pause();
  };
  onStopSignal(() => {
    restore();
    Deno.exit(1);
  });
  process.stdin.setRawMode(true);
  try {
    const columns: (number | undefined)[] = [];
    for (const { text } of SAMPLES) columns.push(await measure(text));
    return describeWidths(columns);
  } finally {
    restore();
  }
}

/** Describes the columns that the samples took; undefined if the console did not report. */
export function describeWidths(columns: readonly (number | undefined)[]): Finding {
  const wrong = SAMPLES.filter((sample, i) => sample.columns !== columns[i]);
  if (wrong.length === 0) return { is: "good", text: (t) => t.widthRight() };
  if (columns.includes(undefined)) return { is: "unknown", text: (t) => t.widthUnknown() };
  return { is: "bad", text: (t) => t.widthWrong(t.and(wrong.map(({ text }) => text))) };
}

/** Writes text at the start of the line, and resolves to the number of columns it took. */
async function measure(text: string): Promise<number | undefined> {
  const { promise, resolve } = Promise.withResolvers<number>();
  let input = "";
  const take = (data: Uint8Array) => {
    input += new TextDecoder().decode(data);
    // deno-lint-ignore no-control-regex -- the reply is an escape sequence
    const column = /\x1b\[\d+;(\d+)R/.exec(input)?.[1];
    if (column) resolve(Number(column) - 1);
  };
  process.stdin.on("data", take);
  process.stdin.resume();
  try {
    process.stdout.write(`\r${text}\x1b[6n`);
    return await settlesWithin(promise, REPLY_MS) ? await promise : undefined;
  } finally {
    process.stdin.off("data", take);
    process.stdout.write("\r\x1b[K");
  }
}
