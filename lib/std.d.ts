/**
 * The types of what is used of the standard library; `deno-std`, the npm package that carries it,
 * has none of its own.
 */

declare module "@std/cli/parse-args" {
  export function parseArgs(args: readonly string[], options: {
    string?: readonly string[];
    boolean?: readonly string[];
    alias?: Record<string, string>;
    unknown?: (arg: string, key?: string, value?: unknown) => unknown;
  }): Record<string, string | boolean | undefined> & { _: (string | number)[] };
}
