/**
 * The sentences of a room, in English: those that the page in a browser shows, too. `zh.ts` has the
 * same ones in Chinese, and the compiler finds what is missing there. What only a server says is in
 * `server_en.ts`, and what only the programs say in `program_en.ts`.
 *
 * @module
 */

import { partsOfDuration } from "./parts_of_duration.ts";
import { sharedEn } from "./shared_en.ts";

/** What each command does that a user types, as `/help` tells it. */
export const ABOUT = {
  connect: "join a room; alone: the one before",
  name: "change your name",
  who: "who is here",
  last: "the latest N messages again; alone: 50",
  find: "what was said with TEXT in it",
  msg: "say something to one person alone",
  me: "say what you do: /me waves",
  ignore: "hide what NAME says, or show it again; alone: whom",
  presence: "hide who joins, leaves and changes names, or show it",
  clear: "clear the screen",
  pass: "give the room's password",
  disconnect: "leave the room",
  quit: "leave the room and the program",
  help: "this list",
  moderate: "become a moderator, with their password",
  kick: "moderators: put NAME out for a while, even after they left",
  mute: "moderators: refuse what NAME says to the room",
  unmute: "moderators: take it again",
  floor: "moderators: who may speak to the room",
  topic: "moderators: what the room is about; alone: nothing",
  remove: "moderators: take out NAME's latest message, or number N",
};

/** A command that a user types. */
export type TypedVerb = keyof typeof ABOUT;

/** One function per sentence. Its arguments are put in as they are; `reason` is itself translated. */
export const en = {
  ...sharedEn,

  // --- Parts of sentences -----------------------------------------------------------------------

  /** `2 min 5 s`; `ms` is rounded to whole seconds, and at least 1 s. */
  duration: (ms: number) => partsOfDuration(ms, [" h", " min", " s"]).join(" "),
  /** `Tue Nov 24 2026`, in local time. */
  day: (time: number) => new Date(time).toDateString(),

  // --- Numbers and addresses -----------------------------------------------------------------------

  notWhole: (what: string, min: number, max: number, quoted: string) =>
    `${what} takes a whole number from ${min} to ${max}, not ${quoted}`,
  portOfAddress: () => "The port of an address",
  notAddress: (quoted: string) =>
    `${quoted} is no address: write HOST or HOST:PORT, an IPv6 address as [ADDRESS]:PORT`,

  // --- What is wrong with a socket or a file ----------------------------------------------------

  nothingAnswers: () => "nothing answers there",
  serverEnded: () => "the server ended the connection",
  silentFor: (seconds: number) => `nothing heard for ${seconds} s`,

  // --- A stay in a room -------------------------------------------------------------------------

  tryingAgain: () => "trying again, /disconnect gives up",
  connectionLost: (reason: string) => `connection lost (${reason}), trying again`,
  /** `missed`: undefined if it is not known. */
  backAfter: (duration: string, missed: number | undefined) =>
    missed === undefined
      ? `back after ${duration}; how much you missed is not known`
      : `back after ${duration}, ${missed === 1 ? "1 message" : `${missed} messages`} missed`,
  roomStartedAnew: () => "the server was started anew and has forgotten what was said before",
  messagesGone: (from: number, to: number) =>
    from === to
      ? `message ${from} is no longer kept`
      : `messages ${from} to ${to} are no longer kept`,
  messagesForgotten: (from: number, to: number) =>
    from === to
      ? `the server has lost message ${from}; what was said since has that number`
      : `the server has lost messages ${from} to ${to}; what was said since has those numbers`,
  serverSendsTooMuch: () => "the server sends more than a client can keep",
  serverAnswersNothing: (count: number) =>
    `the server has left ${count} lines and questions without an answer`,
  unsureRoom: (text: string) =>
    `the connection broke before the room was known to have got: ${text}`,
  unsurePerson: (name: string, text: string) =>
    `the connection broke before ${name} was known to have got: ${text}`,
  liveFromHere: () => "all of that was before; live from here",
  foundLatest: (count: number) =>
    count === 0
      ? "no message is kept here"
      : count === 1
      ? "the latest message:"
      : `the latest ${count} messages:`,
  /** `count` messages hold the text, of which `shown` follow. */
  foundText: (text: string, shown: number, count: number) =>
    count === 0
      ? `no message that is kept holds: ${text}`
      : shown < count
      ? `${count} messages hold: ${text} (the latest ${shown} are shown)`
      : `${count === 1 ? "1 message holds" : `${count} messages hold`}: ${text}`,
  youAre: (name: string) => `you are ${name} now`,
  joined: (name: string) => `${name} joined`,
  left: (name: string) => `${name} left`,
  manyJoined: (count: number, names: string) => `${count} people joined: ${names}`,
  manyLeft: (count: number, names: string) => `${count} people left: ${names}`,
  renamed: (from: string, to: string) => `${from} is ${to} now`,
  hereNobody: () => "Here: nobody with a name",
  /** Names follow at once. */
  here: (count: number) => `${count} here: `,
  roomHasPassword: () => "this room has a password",
  refused: (reason: string) => `refused: ${reason}`,
  notSent: () => "not sent:",
  moreOnTheirWay: (count: number) => `and ${count} more on their way`,
  notDelivered: (text: string) => `not delivered: ${text}`,

  // --- Commands that a user types ---------------------------------------------------------------

  aboutCommand: (verb: TypedVerb) => ABOUT[verb],
  aboutText: () => "Anything else is said to everyone; //text says /text",
  ignoringNobody: () => "You ignore nobody",
  ignoring: (names: string) => `You ignore: ${names}`,
  nowIgnoring: (name: string) => `You ignore ${name}; /ignore ${name} again shows what they say`,
  ignoringAbsent: (name: string) =>
    `Nobody here is called ${name} now; whoever comes by that name is ignored. ` +
    `/ignore ${name} again shows what they say`,
  noLongerIgnoring: (name: string) => `You no longer ignore ${name}`,
  ignoreSelf: () => "You cannot ignore yourself",
  usageMsg: () => "Write /msg NAME TEXT",
  presenceShown: () => "Who joins, leaves and changes names is shown; /presence off hides it",
  presenceHidden: () => "Who joins, leaves and changes names is hidden; /presence on shows it",
  usagePresence: () => "Write /presence off or /presence on",
  usageFind: () => "Write /find TEXT, like /find exam",
  usageMe: () => "Write /me ACTION, like /me waves",
  inNoRoom: () => "You are in no room",
  onlyThisRoom: () => "This page joins only the room that it comes from: /connect alone joins it",
  inNoRoomConnect: () => "You are in no room: /connect joins one",
  spaceAfterCommand: (command: string) =>
    `After ${command} comes a space; to say this as text, begin it with //`,
  unknownTypedCommand: (command: string, known: string, literal: string) =>
    `Unknown command ${command}: there are ${known}; ${literal} says it as text`,
  tooLongWithName: (bytes: number, max: number) =>
    `Too long: with your name it takes ${bytes} bytes, and a line holds at most ${max}`,
  notConnected: () => "Not connected just now",
  dropsLines: (count: number, command: string) =>
    count === 1
      ? `1 line has not been delivered yet; ${command} again drops it`
      : `${count} lines have not been delivered yet; ${command} again drops them`,

  // --- Names, lines and passwords ---------------------------------------------------------------

  thePassword: () => "The password",
  passwordEmpty: (from: string) => `${from} is empty: a password needs a character or more`,
  passwordNotText: (from: string) =>
    `${from} must be one line of UTF-8 text without control characters`,
  passwordTooLong: (from: string, bytes: number, max: number) =>
    `${from} is too long: ${bytes} bytes, and at most ${max}`,

  // --- Moderators -------------------------------------------------------------------------------

  putOut: (reason: string) => `a moderator has put you out${reason === "" ? "" : `: ${reason}`}`,
  personPutOut: (name: string, reason: string) =>
    `${name} was put out by a moderator${reason === "" ? "" : `: ${reason}`}`,
  moderatorAlready: () => "You are a moderator already; /help shows what you can do",
  youModerate: () => "you are a moderator now; /help shows what you can do",
  actModerator: (by: string) => `${by} is a moderator`,
  youAreMutedNow: () => "a moderator has muted you: only moderators read what you write, by /msg",
  youAreUnmuted: () => "you are no longer muted",
  personMuted: (name: string) => `${name} was muted by a moderator`,
  personUnmuted: (name: string) => `${name} is no longer muted`,
  /** Stands after the name of somebody. */
  muted: () => "muted",
  floorModerators: () => "only moderators may speak now",
  floorEveryone: () => "everyone may speak now",
  topicIs: (text: string) => `topic: ${text}`,
  topicGone: () => "there is no topic any more",
  messageRemoved: (time: string, name: string | undefined) =>
    name === undefined
      ? `message of ${time} was removed`
      : `message of ${time} by ${name} was removed`,
  moderatorPassword: () => "moderators' password",
  nothingKnownBy: (name: string) => `No message by ${name} is known here`,
};
