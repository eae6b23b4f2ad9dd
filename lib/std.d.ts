/**
 * Types for the parts of the standard library that this project uses. `deno-std`, the npm package
 * that contains it, has none.
 */

declare module "@std/cli/parse-args" {
  export function parseArgs(args: readonly string[], options: {
    string?: readonly string[];
    boolean?: readonly string[];
    collect?: readonly string[];
    alias?: Record<string, string>;
    unknown?: (arg: string, key?: string, value?: unknown) => unknown;
  }): Record<string, string | string[] | boolean | undefined> & { _: (string | number)[] };
}

declare module "@std/fmt/bytes" {
  export function format(num: number): string;
}
