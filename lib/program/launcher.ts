/**
 * How the user started this program: by its file, with `deno task` or with npx.
 *
 * @module
 */

/** Set by npm to the command that it carries out; npx counts as `exec`. */
const NPM_COMMAND = "npm_command";

/** Set by `deno task` and by npm to the folder in which they were called. */
const TASK_FOLDER = "INIT_CWD";

/** What is known about how a program was started. */
export interface Launch {
  /** Reads an environment variable. */
  read: (name: string) => string | undefined;
  /** Whether it is a compiled program. */
  standalone: boolean;
  /** The operating system. */
  os: string;
  /** The version of Deno. */
  version: string;
}

/** How this program was started. */
export function thisLaunch(): Launch {
  return {
    read: readVariable,
    standalone: Deno.build.standalone,
    os: Deno.build.os,
    version: Deno.version.deno,
  };
}

/** What a user types to start the client, from where this program was started. */
export function clientCommand({ read, standalone, os, version }: Launch = thisLaunch()): string {
  if (standalone) return os === "windows" ? ".\\chat-client" : "./chat-client";
  const deno = read(NPM_COMMAND) === "exec" ? `npx --yes deno@${version}` : "deno";
  return `${deno} task client`;
}

/**
 * Whether a task runner may stand between the shell and this program. `deno task` does not stop at
 * Ctrl-Z. The shell waits for it, so a stopped program would never be continued.
 */
export function isTask({ read }: Pick<Launch, "read"> = thisLaunch()): boolean {
  return !!read(TASK_FOLDER);
}

/** Reads an environment variable, if that is permitted. */
function readVariable(variable: string): string | undefined {
  const { state } = Deno.permissions.querySync({ name: "env", variable });
  return state === "granted" ? Deno.env.get(variable) : undefined;
}
