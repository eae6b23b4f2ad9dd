/**
 * The sentences that only the page in a browser speaks, in English. `window_zh.ts` has the same ones
 * in Chinese. Of the original window it keeps the words Name, Message, Send, Conn and Exit.
 *
 * @module
 */

/** One function per sentence, as in `en.ts`. */
export const windowEn = {
  // --- Names of what can be used ----------------------------------------------------------------

  conn: () => "Conn",
  exit: () => "Exit",
  messages: () => "Messages",
  password: () => "Password",
  people: (count: number) => count === 1 ? "1 here" : `${count} here`,
  writeTo: (name: string) => `Write to ${name} privately`,
  searchFor: () => "Search what was said",
  qrCode: () => "QR code of the address",
  newest: () => "Newest messages",
  newer: (count: number) => count === 1 ? "1 newer message" : `${count} newer messages`,

  // --- The state of the connection --------------------------------------------------------------

  notIn: () => "Not connected",
  joining: () => "Connecting…",
  asksPassword: () => "Waiting for the password",
  inRoom: () => "Connected",
  comingBack: () => "Connection lost, trying again…",

  // --- Moderators -------------------------------------------------------------------------------

  topicIs: (text: string) => `Topic: ${text}`,
  floorIsTaken: () => "Only moderators may speak",
  moderator: () => "moderator",
  whatTopic: () => "What the room is about",
  set: () => "Set",
  actions: () => "Actions",
  write: () => "Write privately",
  mute: () => "Mute",
  unmute: () => "Unmute",
  kick: () => "Put out…",
  remove: () => "Remove this message",
  whyPutOut: (name: string) => `Why ${name} is put out (may be left empty)`,
  putOut: () => "Put out",

  // --- In the log -------------------------------------------------------------------------------

  privateFrom: () => "private",
  privateTo: (name: string) => `private to ${name}`,
  unreadFrom: () => "New messages",
  loading: () => "Loading earlier messages…",
  beginning: () => "The first message that is kept",
  enough: () => "This page shows no more; Search finds earlier messages",
  found: (shown: number, count: number) =>
    count === 0
      ? "Nothing was found"
      : shown < count
      ? `${count} messages found; the latest ${shown}:`
      : count === 1
      ? "1 message found:"
      : `${count} messages found:`,

  // --- Refusals and help ------------------------------------------------------------------------

  keys: () =>
    "Keys: Enter sends, Shift+Enter begins another line: each line is a message. Up and Down in an\n" +
    "empty Message recall what you said. Esc leaves the search.",
};
