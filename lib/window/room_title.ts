/**
 * The title of the room, which the server gives on its command line.
 *
 * @module
 */

/** Asks the server for the title; undefined if it does not tell. */
export async function askTitle(): Promise<string | undefined> {
  try {
    const { title } = await (await fetch("/health")).json();
    return typeof title === "string" ? title : undefined;
  } catch {
    return undefined;
  }
}
