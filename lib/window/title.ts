/**
 * The title of the document.
 *
 * @module
 */

/** The highest count that a title shows. */
const MAX_UNREAD = 999;

/** How many messages were not seen yet, and the room. */
export function titleOf(unread: number, room: string): string {
  return unread === 0 ? room : `(${unread > MAX_UNREAD ? `${MAX_UNREAD}+` : unread}) ${room}`;
}
