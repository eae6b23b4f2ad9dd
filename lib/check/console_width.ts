/**
 * How wide this console draws Chinese and emoji: writes them, and asks it where its cursor stands.
 *
 * Knows the terminal, for the moment it takes; nothing else may be using it.
 *
 * @module
 */

import process from "node:process";
import { onStopSignal } from "../program/program.ts";
import { settlesWithin } from "../net/settles_within.ts";
import type { Finding } from "./finding.ts";

/** How long the console may take to say where its cursor stands, in ms. */
const REPLY_MS = 1_000;

/** What is tried, and the columns it should take. */
const SAMPLES = [
  { what: "Chinese", text: "你好", columns: 4 },
  { what: "emoji", text: "🙂", columns: 2 },
] as const;

/** Tries it, if there is a terminal to try it in, and puts the terminal back as it was. */
export async function checkConsole(): Promise<Finding> {
  if (!process.stdin.isTTY || !process.stdout.isTTY) {
    return {
      is: "unknown",
      text: "Whether Chinese shows in its right width was not tried: no terminal",
    };
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

/** Says what the columns that the samples took mean; undefined: the console did not tell. */
export function describeWidths(columns: readonly (number | undefined)[]): Finding {
  const wrong = SAMPLES.map((sample, i) => ({ ...sample, got: columns[i] }))
    .filter(({ columns, got }) => got !== columns);
  if (wrong.length === 0) {
    return { is: "good", text: "This console shows Chinese and emoji in their right widths" };
  }
  if (wrong.some(({ got }) => got === undefined)) {
    return {
      is: "unknown",
      text: "This console does not tell how wide it shows Chinese and emoji. Look for yourself; " +
        "the two bars should stand one below the other:\n    你好🙂|\n    ------|",
    };
  }
  return {
    is: "bad",
    text:
      `This console shows ${wrong.map(({ text }) => text).join(" and ")} too narrow or too wide: ` +
      "what you type may be drawn in the wrong place; try another terminal, or a font with Chinese",
  };
}

/** Writes text at the start of the line, and returns how many columns it took. */
async function measure(text: string): Promise<number | undefined> {
  const { promise, resolve } = Promise.withResolvers<number>();
  let input = "";
  const take = (data: Uint8Array) => {
    input += new TextDecoder().decode(data);
    // deno-lint-ignore no-control-regex -- what a terminal replies
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
