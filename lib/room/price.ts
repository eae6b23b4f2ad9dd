/**
 * What the consequences of a line cost, in tokens. A line itself costs 1, and 1 more for each
 * further 128 bytes; the connection pays for that.
 *
 * @module
 */

/** How many lines or names of an answer cost as much as one line that is said. */
export const ANSWERED_PER_TOKEN = 50;

/** How many messages are searched for one token. */
export const SEARCHED_PER_TOKEN = 200;

/** Beyond this length, in UTF-16 units, a line costs more than one line. */
const LENGTH_PER_TOKEN = 128;

/** How many members are told of somebody's name for one token. */
export const TOLD_PER_TOKEN = 10;

/** The most that telling the others costs: joining a crowd of thousands must not take long. */
export const MAX_PRESENCE_PRICE = 100;

/** The price of saying a line of so many bytes. */
export function priceOfLine(bytes: number): number {
  return Math.max(1, bytes / LENGTH_PER_TOKEN);
}

/** The price of what a moderator does, which is written to the transcript at once. */
export const PRICE_OF_ACT = 10;

/**
 * How much everyone together is sent for one token, in UTF-16 units: 64 to each of 256 people. The line
 * itself pays for the first 16 K.
 */
export const SENT_PER_TOKEN = 16 * 1024;

/** What a line made the room do. */
export interface Consequences {
  /** What that costs, beyond the line itself, in tokens. */
  price: number;
  /** The length of everything that everyone together is told, in UTF-16 units. */
  sent: number;
}

/** The price of an answer of so many lines or names, and of this length in all. */
export function priceOfAnswer(lines: number, length = 0): number {
  return Math.max(lines, length / LENGTH_PER_TOKEN) / ANSWERED_PER_TOKEN;
}

/** The price of searching so many messages, of this length in all. */
export function priceOfSearch(messages: number, length: number): number {
  return Math.max(messages, length / LENGTH_PER_TOKEN) / SEARCHED_PER_TOKEN;
}

/** The price of telling so many members that somebody came, left or changed names. */
export function priceOfPresence(told: number): number {
  return Math.min(told / TOLD_PER_TOKEN, MAX_PRESENCE_PRICE);
}

/** The price of sending so much to everyone together. */
export function priceOfSending(length: number): number {
  return Math.max(0, length / SENT_PER_TOKEN - 1);
}

/** The price of delivering a private message of so many bytes. */
export function priceOfPrivate(bytes: number): number {
  return bytes / LENGTH_PER_TOKEN;
}
