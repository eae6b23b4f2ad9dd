/**
 * Waiting and closing that cannot fail.
 *
 * @module
 */

/**
 * Resolves to whether `promise` settles, either way, within `ms` milliseconds. Never rejects, and
 * leaves no timer behind.
 */
export async function settlesWithin(promise: Promise<unknown>, ms: number): Promise<boolean> {
  const { promise: elapsed, resolve } = Promise.withResolvers<boolean>();
  const timer = setTimeout(resolve, ms, false);
  try {
    return await Promise.race([promise.then(() => true, () => true), elapsed]);
  } finally {
    clearTimeout(timer);
  }
}

/** Closes something that may be closed already; Deno throws in that case. */
export function closeQuietly(closable: { close(): void } | undefined): void {
  try {
    closable?.close();
  } catch {
    // It was closed already.
  }
}
