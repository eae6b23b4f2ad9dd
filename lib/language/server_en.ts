/**
 * The sentences that only a server says, in English, as they go over the wire. `server_zh.ts` has the
 * same ones in Chinese. A client translates what it is sent (`server_sentences.ts`).
 *
 * @module
 */

/** One function per sentence, as in `en.ts`. */
export const serverEn = {
  // --- The transcript ----------------------------------------------------------------------------

  transcriptFails: (reason: string) =>
    `The transcript cannot be written (${reason}); chatting goes on`,
  transcriptWorks: () => "The transcript is being written again",
  transcriptChanged: (reason: string) => `The transcript: ${reason}`,
  transcriptMoved: () => "the file was removed or renamed; a new one goes on in its place",
  transcriptCut: () => "the file was cut short by another program; it goes on",
  transcriptGrown: () => "another program wrote to the file; it goes on after that",
  transcriptSaved: () => "the file was saved anew by another program; it goes on at its end",
  transcriptLost: (count: number) => `${count} messages could not be written, and are lost`,
  noSuchFile: () => "no such file or folder",
  permissionDenied: () => "permission denied",

  // --- Names and lines ---------------------------------------------------------------------------

  nameTaken: (name: string) => `${name} is the name of somebody who is here`,
  nameTakenAs: (name: string, holder: string) =>
    `${name} counts as the same name as ${holder}, who is here`,
  nameKept: (name: string, seconds: number) =>
    `${name} is kept for ${seconds} s more, for somebody whose connection broke`,
  lineTooLong: (max: number) =>
    `A line holds at most ${max} bytes; yours is longer and was left out`,
  lineUnended: () => "Your last line had no line ending and was left out",
  lineWouldBe: (max: number, bytes: number) =>
    `A line holds at most ${max} bytes; yours would be ${bytes}`,
  lineStar: () => "Cannot relay a line that starts with *: only the server says such lines",

  // --- Commands ----------------------------------------------------------------------------------

  usageWireMsg: () => "Cannot send a private message: write /msg NAME :TEXT",
  usageSince: (quoted: string) =>
    `Cannot replay since ${quoted}: N is a whole number, like /since 120 or /since -20`,
  usagePast: (quoted: string) =>
    `Cannot show the messages ${quoted}: write two whole numbers, like /past 100 120`,
  usageWireFind: () => "Cannot find nothing: write what to look for, like /find exam",
  unknownCommand: (quoted: string, known: string) =>
    `Unknown command ${quoted}: there are ${known}`,
  privateNeedsName: () => "Cannot send a private message without a name: take one with /name NAME",
  nobodyCalled: (quoted: string) => `Nobody here is called ${quoted}; /who tells who is here`,
  cannotShowPrivate: (name: string) => `${name}'s program cannot show private messages`,
  notReading: (name: string) => `${name} is not reading; the message was not delivered`,

  // --- Who is let in -----------------------------------------------------------------------------

  roomFull: (max: number) => `The room is full: it takes at most ${max} connections`,
  addressFull: (max: number) => `The room takes at most ${max} connections from one address`,
  outsideFull: () => "Too many connections wait outside this room; connect again",
  roomNotEncrypted: () => "This room is not encrypted: join it without TLS",
  passwordNeedsClient: () =>
    "This room has a password, which your program cannot give: use chat-client",
  passwordLate: (seconds: number) =>
    `This room has a password, and it was not given within ${seconds} s`,
  passwordQueue: () =>
    "Your password was not looked at: others are guessing; connect again, and send nothing after it",
  passwordNotNeeded: () => "No password is needed: you are in",
  passwordWrong: (tries: number) =>
    tries === 0
      ? "Wrong password; that was the last try on this connection"
      : tries === 1
      ? "Wrong password; 1 try is left"
      : `Wrong password; ${tries} tries are left`,
  keptOut: (minutes: number) =>
    `A moderator has put you out of this room; come back in ${minutes} min`,
  keptOutFor: (reason: string, minutes: number) =>
    `A moderator has put you out of this room: ${reason}; come back in ${minutes} min`,
  serverClosing: () => "The server is closing",

  // --- Moderators --------------------------------------------------------------------------------

  noModerators: () => "This room has no moderators: its server was given no password for them",
  moderateQueue: () => "Your password was not looked at: others are guessing; try again",
  moderateNeedsName: () => "Cannot moderate without a name: take one with /name NAME",
  moderatorsOnly: (command: string) => `Only moderators can use ${command}`,
  moderatorsAlike: (name: string) =>
    `${name} is a moderator, and moderators cannot mute or put out each other`,
  notMuted: (quoted: string) => `Nobody called ${quoted} is muted`,
  removedAlready: (number: number) => `Message ${number} is removed already`,
  notKept: (number: number) => `Message ${number} is not kept`,
  floorTaken: () => "The moderators have the floor",
  youAreMuted: () => "A moderator has muted you: you can only write to moderators, with /msg",
  mutedName: () => "You cannot change your name while you are muted",
};
