/**
 * Measures how fast lines reach everyone, and what that costs: real sockets on the loopback address,
 * the load in a process of its own, everything compared in turn within one run. CPU and memory are
 * what Linux tells in /proc; elsewhere they are not measured.
 *
 * @module
 */

import { arrivals, highestRate, idle, lowLoad, transcript } from "./crowds.ts";
import { clientFlood } from "./client.ts";
import { fanOut } from "./fan_out.ts";
import { crowds } from "./growing_crowds.ts";
import { restarts } from "./restart.ts";
import { wear } from "./wear.ts";
import { FULL, type Plan, SMOKE } from "./plan.ts";
import { startUp } from "./start_up.ts";
import { formatTable, type Row } from "./table.ts";

const SECTIONS: Record<string, [title: string, measure: (plan: Plan) => Promise<Row[]>]> = {
  "fan-out": ["Everybody talks; from when a line is said until the last one has it", fanOut],
  "crowds": ["Crowds of whom some talk, the better of two; beside others", crowds],
  "rate": ["The highest rate: p99 under 50 ms, nothing lost", highestRate],
  "low-load": ["20 clients, 5 lines a second each", lowLoad],
  "idle": ["Connections that say nothing", idle],
  "wear": ["Many lines, and many who come and go", wear],
  "arrivals": ["Everybody comes at once", arrivals],
  "restart": ["Sessions come back after the server was killed", restarts],
  "transcript": ["The cost of the transcript, 100 clients", transcript],
  "client": ["The client, when lines arrive all at once", clientFlood],
  "start": ["The compiled server", startUp],
};

const HELP = `Usage: deno task bench [--json FILE] [--smoke] [--crowd N] [SECTION ...]

Sections: ${Object.keys(SECTIONS).join(" ")} (default: all, about 15 minutes)

  --crowd N    Of the crowds, only those of N people
  --json FILE  Write the figures to FILE as well
  --smoke      A few seconds, to see that it works
`;

interface Options {
  json: string | undefined;
  plan: Plan;
  sections: string[];
}

function readOptions(args: readonly string[]): Options {
  const options: Options = { json: undefined, plan: FULL, sections: [] };
  const rest = [...args];
  let crowd: number | undefined;
  for (let word; (word = rest.shift()) !== undefined;) {
    if (word === "--smoke") options.plan = SMOKE;
    else if (word === "--crowd" && rest.length > 0) crowd = Number(rest.shift());
    else if (word === "--json" && rest.length > 0) options.json = rest.shift();
    else if (Object.hasOwn(SECTIONS, word)) options.sections.push(word);
    else {
      const asked = word === "--help";
      (asked ? console.log : console.error)(HELP);
      Deno.exit(asked ? 0 : 2);
    }
  }
  if (options.sections.length === 0) options.sections = Object.keys(SECTIONS);
  if (crowd !== undefined) {
    const crowds = options.plan.crowds.filter(({ clients }) => clients === crowd);
    options.plan = { ...options.plan, crowds };
  }
  return options;
}

async function main(): Promise<void> {
  const { json, plan, sections } = readOptions(Deno.args);
  const figures: Record<string, Row[]> = {};
  const machine = { deno: Deno.version.deno, processors: navigator.hardwareConcurrency };
  console.log(`Deno ${machine.deno}, ${machine.processors} processors`);
  let failed = false;
  for (const section of sections) {
    const [title, measure] = SECTIONS[section]!;
    console.log(`\n${title}\n`);
    try {
      figures[section] = await measure(plan);
      console.log(formatTable(figures[section]));
    } catch (error) {
      failed = true;
      console.log(`FAILED: ${(error as Error).message}`);
    }
  }
  if (json !== undefined) {
    await Deno.writeTextFile(json, JSON.stringify({ machine, figures }, undefined, 2) + "\n");
  }
  Deno.exit(failed ? 1 : 0);
}

if (import.meta.main) await main();
