/** Closes something that may be closed already: Deno throws then. */
export function closeQuietly(closable: { close(): void } | undefined): void {
  try {
    closable?.close();
  } catch {
    // It was.
  }
}
