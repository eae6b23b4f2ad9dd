/**
 * Types for the parts of the standard library that the tests use. `deno-std`, the npm package that
 * contains it, has none.
 */

declare module "@std/assert" {
  export function assert(expr: unknown, msg?: string): asserts expr;
  export function assertEquals<T>(actual: T, expected: T, msg?: string): void;
  export function assertGreater<T>(actual: T, expected: T, msg?: string): void;
  export function assertLess<T>(actual: T, expected: T, msg?: string): void;
  export function assertLessOrEqual<T>(actual: T, expected: T, msg?: string): void;
  export function assertMatch(actual: string, expected: RegExp, msg?: string): void;
  export function assertNotMatch(actual: string, expected: RegExp, msg?: string): void;
  export function assertStringIncludes(actual: string, expected: string, msg?: string): void;
  export function assertThrows<E extends Error>(
    fn: () => unknown,
    // deno-lint-ignore no-explicit-any -- an error class takes what it takes
    ErrorClass: abstract new (...args: any[]) => E,
    msgIncludes?: string,
  ): E;
  export function assertRejects<E extends Error>(
    fn: () => PromiseLike<unknown>,
    // deno-lint-ignore no-explicit-any -- an error class takes what it takes
    ErrorClass: abstract new (...args: any[]) => E,
    msgIncludes?: string,
  ): Promise<E>;
}

declare module "ws" {
  interface FrameOptions {
    fin: boolean;
    opcode: number;
    mask: boolean;
    rsv1: boolean;
    readOnly: boolean;
  }
  export const Sender: {
    /** The head of a frame, and its payload. */
    frame(data: Uint8Array, options: FrameOptions): Uint8Array[];
  };
  export class Receiver {
    constructor(options: { isServer: boolean; allowSynchronousEvents: boolean });
    on(
      event: "message" | "ping" | "pong",
      run: (data: Uint8Array, isBinary: boolean) => void,
    ): this;
    on(event: "conclude", run: (code: number) => void): this;
    on(event: "error", run: (error: Error) => void): this;
    write(bytes: Uint8Array, written?: () => void): boolean;
  }
}
