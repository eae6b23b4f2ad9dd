import { assertEquals } from "@std/assert";
import { clientCommand, isTask, type Launch, thisLaunch } from "../../lib/program/launcher.ts";
import { pure } from "../pure.ts";

function launch(env: Record<string, string>, rest: Partial<Launch> = {}): Launch {
  return { read: (name) => env[name], standalone: false, os: "linux", version: "2.9.6", ...rest };
}

pure("clientCommand is what starts the client in the same way", () => {
  const npx = { npm_command: "exec", INIT_CWD: "/chat" };
  const table: [Launch, string][] = [
    [launch({}), "deno task client"],
    [launch({ INIT_CWD: "/chat" }), "deno task client"],
    [launch(npx), "npx --yes deno@2.9.6 task client"],
    [launch({ npm_command: "run-script" }), "deno task client"],
    [launch(npx, { standalone: true }), "./chat-client"],
    [launch({}, { standalone: true, os: "windows" }), ".\\chat-client"],
  ];
  for (const [launch, command] of table) assertEquals(clientCommand(launch), command);
});

pure("isTask recognizes deno task and npm", () => {
  assertEquals(isTask(launch({ INIT_CWD: "/chat" })), true);
  assertEquals(isTask(launch({ INIT_CWD: "" })), false);
  assertEquals(isTask(launch({ npm_command: "exec" })), false);
});

pure("thisLaunch reads no variable that is not permitted, and asks for none", () => {
  assertEquals(thisLaunch().read("INIT_CWD"), undefined);
});
