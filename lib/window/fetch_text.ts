/**
 * What the server tells beside the chat.
 *
 * @module
 */

/** The text at a path of the room; undefined if the server does not tell. */
export async function fetchText(path: string): Promise<string | undefined> {
  try {
    const response = await fetch(path);
    return response.ok ? await response.text() : undefined;
  } catch {
    return undefined;
  }
}
