/**
 * Tests of pure code.
 *
 * @module
 */

/** Runs a test without any permission: what it tests touches nothing outside itself. */
export function pure(name: string, fn: () => void | Promise<void>): void {
  Deno.test({ name, permissions: "none", fn });
}
