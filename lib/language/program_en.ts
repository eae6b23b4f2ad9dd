/**
 * The sentences that only the programs say, in English: options, help, checks, finding rooms, errors
 * of the network and of files, and what a server reports or answers over HTTP. `program_zh.ts` has the
 * same ones in Chinese.
 *
 * @module
 */

/** One function per sentence, as in `en.ts`. */
export const programEn = {
  // --- Parts of sentences -----------------------------------------------------------------------

  people: (count: number) => count === 1 ? "1 person" : `${count} people`,
  and: (items: readonly string[]) => items.join(" and "),

  // --- Help on the command line -----------------------------------------------------------------

  clientHead: (port: number) =>
    `chat-client - join a chat room

Usage: chat-client [OPTIONS] [HOST[:PORT]]

Without HOST the room on this PC is joined, on port ${port}; if there is none, you are asked whether \
to look for one on the network. With input that is not a terminal each line of it is said, and the \
end of input ends the program: with 0 once every line was delivered, with 1 if one could not be.`,
  serverHead: () =>
    `chat-server - serve a chat room on this PC

Usage: chat-server [OPTIONS]`,
  optionsTitle: () => "Options:",
  helpName: (name: string) => `Your name in the room (default: ${name})`,
  helpHostRoom: () => "Open a room on this PC, in this same program, and join it",
  helpFind: () =>
    "Look for a room on the network and join it; where there are several, ask " +
    "which. :PORT in place of HOST looks for rooms at another port",
  helpList: () => "With --find: only list the rooms that were found",
  helpJson: () => "With --find --list: as JSON, for scripts",
  helpCheck: () => "Say why HOST, or the room on this PC, may not be joined from here",
  helpGivePassword: () =>
    "Give the room the password in FILE; the environment variable CHAT_PASSWORD does the same",
  helpTls: () => "Join a room that is encrypted",
  helpTlsCa: () => "The same, and trust the PEM certificate in FILE, the room's own for instance",
  helpRetry: (seconds: number) =>
    "How long to go on trying when the room cannot be reached (default: in a " +
    `terminal without end; otherwise ${seconds}, and not at all the first time)`,
  helpWait: (seconds: number) =>
    "How long to wait at the end of input for the server to show that it has the lines, after the " +
    `last that it showed (default: ${seconds})`,
  helpNoPresence: () => "Do not show who joins, leaves and changes names",
  helpCompact: () => "Show each message on one line: 10:15:30 foo: Hello!",
  helpColor: () =>
    "auto, always or never (default: auto, which is in a terminal unless NO_COLOR is set)",
  helpBell: () =>
    "Ring at what is for you (mention), at every message (all), or never (off) " +
    "(default: mention)",
  helpPlain: () => "Only ever write whole lines, for screen readers; the default if TERM is dumb",
  helpLang: () => "Use English (en) or Chinese (zh); default: as this PC does",
  helpHelp: () => "Show this text",
  helpVersion: () => "Show the version",
  helpCompletions: () => "Write what makes a shell complete these options: bash, zsh or fish",
  helpMan: () => "Write this as a manual page, for man -l -",
  helpHost: () => "Listen on this address only (default: every address of this PC)",
  helpPort: (port: number) => `Listen on this TCP port (default: ${port}); 0 picks a free one`,
  helpHistory: (count: number) =>
    `Keep the latest N messages for those who come later (default: ${count}; 0 keeps none)`,
  helpLog: () =>
    "Write every message to FILE before anyone is shown it, and go on " +
    "from what FILE holds at the next start",
  helpTitle: () => "What the room is called when someone looks for one (default: this PC's name)",
  notHostName: (quoted: string) =>
    `--allow-host must be a name like chat.example.com, without a port: ${quoted}`,
  helpAllowHost: () =>
    "Let browsers reach the room by this name, too; needed for real domain names only. " +
    "May be given several times",
  helpNoWindow: () => "Serve nothing over HTTP: no browsers, no curl",
  helpNoDiscovery: () => "Do not answer those who look for a room on the network",
  helpRate: (burst: number, rate: number) =>
    `Read at most N lines a second from each connection, after ${burst} at once ` +
    `(default: ${rate}; 0: no limit)`,
  helpMaxClients: (count: number) => `Take at most N connections (default: ${count})`,
  helpMaxPerAddress: () => "Take at most N connections from one address (default: any number)",
  helpAskPassword: () =>
    "Let in only who gives the password in FILE; the environment " +
    "variable CHAT_PASSWORD does the same",
  helpModeratorPassword: () =>
    "Make a moderator of whoever gives the password in FILE, with /moderate; the environment " +
    "variable CHAT_MODERATOR_PASSWORD does the same",
  helpKickMinutes: (minutes: number) =>
    `Keep whoever a moderator puts out away for N minutes (default: ${minutes}); 0 lets them come back at once`,
  helpKickBy: () =>
    "Know who was put out or muted again by address or by name (default: address); name is for " +
    "rooms where many people share one address",
  helpTlsCert: () => "Encrypt everything, with the PEM certificate in FILE",
  helpTlsKey: () => "The PEM key of that certificate",
  helpFsync: () => "With --log: have each message on the disk before anyone sees it",
  helpQr: () =>
    "Draw the room's address as a QR code: always, never, or where the terminal is large enough " +
    "for it (auto; default)",
  helpQrOfHosted: () => "With --host-room: draw its address as a QR code: auto, always or never",
  helpNoPrograms: () => "Do not hand out the programs that lie beside this one, at /get",
  helpQuiet: () => "Do not show connections, messages and who comes and goes",

  // --- What is wrong with a command line --------------------------------------------------------

  unknownOption: (option: string) => `Unknown option ${option}; --help shows what there is`,
  unexpectedArgument: (quoted: string) =>
    `Unexpected argument ${quoted}; --help shows what there is`,
  optionTakesNoValue: (option: string) =>
    `Option ${option} takes no value; --help shows what there is`,
  optionNeedsValue: (option: string, usage: string) =>
    `Option ${option} needs a value: ${usage}; --help shows what there is`,
  notOneOf: (what: string, choices: string, quoted: string) =>
    `${what} takes one of ${choices}; not ${quoted}`,
  optionsExclude: (one: string, other: string) =>
    `${one} and ${other} do not go together: leave one out`,
  listNeedsFind: () => "--list goes with --find",
  jsonNeedsList: () => "--json goes with --find --list",
  findNeedsNoHost: (quoted: string) =>
    `--find looks for a room: leave ${quoted} out, or write :PORT`,
  hostRoomNeedsNoHost: (hostname: string) =>
    `--host-room opens a room on this PC: leave "${hostname}" out, or write :PORT`,
  hostRoomHasNoTls: () =>
    "--host-room opens a room without TLS; chat-server --tls-cert opens one with it",
  fsyncNeedsLog: () => "--fsync needs --log FILE",
  certNeedsKey: () => "--tls-cert FILE and --tls-key FILE go together: give both",
  titleLength: (max: number, length: number) =>
    `A title has 1 to ${max} characters; this one has ${length}`,
  titleControl: () => "A title cannot hold control characters",

  // --- After a double click ---------------------------------------------------------------------

  askName: (name: string) => `Your name in the room (Enter alone: ${name}):`,
  askAddress: () => "The room's address (Enter alone looks for one):",
  pressEnter: () => "Press Enter to close this window",

  // --- Finding a room ---------------------------------------------------------------------------

  findHint: () => "--find would look for a room on the network",
  askLook: () => "No room on this PC. Look on the network? [Y/n]",
  noRoomFound: () => "No room was found on the network: it may be hidden, or behind a firewall",
  foundRoom: (title: string, people: string, address: string) =>
    `Found "${title}", ${people}, at ${address}`,
  foundRooms: (count: number) => `Found ${count} rooms:`,
  chooseByAddress: (command: string) => `Choose one with: ${command}`,
  hostRoomHint: (command: string) => `To open a room on this PC: ${command}`,
  roomRunsAlready: (port: number) => `A room runs on port ${port} of this PC already: joining it`,
  askWhich: (count: number) => `Which one? [1-${count}, Enter for none]`,
  whichOne: () => "Which one",
  needsPassword: () => "password",

  // --- A check ----------------------------------------------------------------------------------

  markGood: () => "ok",
  markBad: () => "PROBLEM",
  markUnknown: () => "note",
  problemsFound: (count: number) =>
    count === 0
      ? "All is well"
      : count === 1
      ? "One problem was found"
      : `${count} problems were found`,
  nameStandsFor: (hostname: string, addresses: string) =>
    `The name ${hostname} stands for ${addresses}`,
  nameUnknown: (hostname: string) =>
    `No PC is known here by the name ${hostname}: is it spelled right? ` +
    "The server shows its address when it starts",
  portAnswers: (port: number, host: string) => `Port ${port} of ${host} answers`,
  portRefuses: (port: number, host: string) =>
    `${host} is there, but nothing listens on its port ${port}: is the server running, ` +
    "and on this port?",
  portSilentRoomThere: (port: number, host: string, title: string) =>
    `Nothing answers at port ${port} of ${host}, though the room "${title}" is there: ` +
    "a firewall keeps the port closed; allow chat-server in the firewall of that PC",
  portSilent: (port: number, host: string, seconds: number) =>
    `Nothing answers at port ${port} of ${host} within ${seconds} s: most likely a firewall, ` +
    "of that PC or on the way, keeps it closed; or the PC is off",
  hostUnreachable: (host: string, reason: string) =>
    `${host} cannot be reached from here (${reason}): is it on, and on the same network?`,
  isOurServer: (version: number) => `It is our chat server, version ${version} of the wire`,
  isOtherVersion: (version: number, ours: number) =>
    `It is our chat server, version ${version} of the wire, and this client ` +
    `has version ${ours}: use the same version on both`,
  isLocked: () => "It is our chat server, and wants a password: ask for it there",
  isOriginal: () =>
    "It is an original chat server: you can chat, but it has no private messages and " +
    "no list of who is here",
  isOurTls: (option: string) => `It is our chat server, and wants TLS: join it with ${option}`,
  isTls: (option: string) => `It wants TLS: join it with ${option}`,
  tlsCaOption: () => "--tls-ca FILE, where FILE is a copy of its certificate",
  isUntrusted: (reason: string) => `It cannot be joined over TLS: ${reason}`,
  isSilentStranger: () => "It is not a chat server: it says nothing",
  isStranger: (quoted: string) => `It is not a chat server: it says ${quoted}`,
  isNotFindable: (port: number) =>
    "It does not answer those who look for a room (--find): that is turned off there, or " +
    `a firewall keeps UDP port ${port} closed`,
  isFindable: (title: string, people: string) =>
    `It answers those who look for a room (--find): "${title}", ${people}`,
  localeWindows: (language: string) =>
    `The language is ${language}; a Windows console is written to in Unicode`,
  localeUtf8: (value: string, variable: string) =>
    `The locale is ${value} (${variable}), the encoding UTF-8`,
  localeNotUtf8: (quoted: string, variable: string) =>
    `The locale is ${quoted} (${variable}), whose encoding is not UTF-8: Chinese may ` +
    "show as gibberish; set LANG to one that ends in .UTF-8",
  localeNoEncoding: (quoted: string, variable: string) =>
    `The locale is ${quoted} (${variable}), which names no encoding; UTF-8 is written: if ` +
    "Chinese shows as gibberish, set LANG to one that ends in .UTF-8",
  localeUnset: () =>
    "No locale is set; UTF-8 is written: if Chinese shows as gibberish, set LANG to one that " +
    "ends in .UTF-8",
  widthNotTried: () => "Whether Chinese shows in its right width was not tried: no terminal",
  widthRight: () => "This console shows Chinese and emoji in their right widths",
  widthUnknown: () =>
    "This console does not tell how wide it shows Chinese and emoji. Look for yourself; " +
    "the two bars should stand one below the other:\n    你好🙂|\n    ------|",
  widthWrong: (samples: string) =>
    `This console shows ${samples} too narrow or too wide: what you type may be drawn in the ` +
    "wrong place; try another terminal, or a font with Chinese",

  // --- Who comes and goes, for the server's console ----------------------------------------------

  joinedFrom: (name: string, address: string) => `${name} joined from ${address}`,
  leftBehind: (name: string, count: number) => `${name} left; ${count} here`,

  // --- Starting and serving ---------------------------------------------------------------------

  cannotOpenRoom: (port: number, reason: string) => `Cannot open a room on port ${port}: ${reason}`,
  cannotListen: (where: string, reason: string) => `Cannot listen on ${where}: ${reason}`,
  cannotUseTranscript: (path: string, reason: string) =>
    `Cannot use ${path} as the transcript: ${reason}`,
  cannotUse: (path: string, reason: string) => `Cannot use ${path}: ${reason}`,
  cannotRead: (path: string, reason: string) => `Cannot read ${path}: ${reason}`,
  cannotTakePassword: (reason: string) => `Cannot take the password: ${reason}`,
  cannotReadInput: (reason: string) => `Cannot read the input: ${reason}`,
  listeningEverywhere: (port: number) => `Listening on port ${port} of every address of this PC`,
  listeningOn: (address: string) => `Listening on ${address}`,
  inBrowser: (url: string) => `In a browser:             ${url}`,
  toJoin: (command: string) => `To join:                  ${command}`,
  toJoinHere: (command: string) => `To join from this PC:     ${command}`,
  toJoinThere: (command: string) => `To join from another PC:  ${command}`,
  toJoinByFinding: (command: string, title: string) =>
    `Without the address:      ${command}  (finds ${title})`,
  toJoinWithout: (command: string) => `Without this program:     ${command}`,

  // --- A room, on the command line ---------------------------------------------------------------

  passwordHint: () => "/pass SECRET, --password-file or CHAT_PASSWORD gives the password",
  noReceipts: (seconds: number) =>
    `The server has shown nothing of what was said for ${seconds} s; --wait SECONDS waits longer`,

  // --- The page that hands out the programs -----------------------------------------------------

  getTitle: (title: string) => `Join the room "${title}"`,
  getInBrowser: () => "In a browser, on a phone too, open",
  getDownload: () => "Download",
  getAll: () => "All files",
  getFile: () => "File",
  getSize: () => "Size",
  getMac: (arch: string): string =>
    arch === "arm64" ? "macOS, Apple processor" : "macOS, Intel processor",
  getPowerShell: (system: string) => `${system}, in PowerShell`,
  getExtract: () => "Right-click the archive, and choose Extract All.",
  getSmartScreen: () =>
    "Double-click chat-client. The programs are not code-signed, so Windows warns: choose More " +
    "info, then Run anyway.",
  getAddress: (target: string) => `When it asks for an address, type ${target}`,
  getTerminal: () => "Open a terminal where the download is.",
  getUnpack: () => "Unpack the archive.",
  getQuarantine: () => "macOS blocks programs that are not code-signed; permit this one.",
  getChmod: () => "Make it a program.",
  getRun: () => "Join the room.",
  getResume: () => "A download that broke off goes on with",
  getNothing: () =>
    "No programs lie beside this server. Its owner can put the archives of the release there.",
  getFromSource: () =>
    "This server runs from its source. deno task compile:all makes the programs in dist/; a " +
    "server that is started there hands them out.",

  // --- What is wrong with a socket or a file -----------------------------------------------------

  portInUse: () => "the port is in use",
  notThisPc: () => "that address is not one of this PC's",
  notAllowed: () => "this program may not use that",
  noSuchHost: () => "no such host name",
  tooManyFiles: () => "too many open files",
  serverTakesNothing: () => "the server does not take what is sent to it",
  noAnswer: (seconds: number) => `no answer within ${seconds} s`,
  noTlsAnswer: (seconds: number) => `no TLS answer within ${seconds} s`,
  roomIsEncrypted: () =>
    "the room is encrypted: join it with --tls-ca FILE, where FILE is a copy of its certificate, " +
    "or with --tls if that is a public one",
  certificateExpired: () => "the server's certificate has expired",
  certificateEarly: () =>
    "the server's certificate is not valid yet; is the clock of this PC right?",
  certificateElsewhere: () => "the server's certificate is for another address than this one",
  certificateSigns: () =>
    "the server's certificate is one for signing others; it needs basicConstraints=CA:FALSE",
  certificateUnknown: () => "the server's certificate is not trusted; pass it with --tls-ca FILE",
  certificateDamaged: () => "the certificate is damaged",
  certificateBad: () => "the server's certificate is not to be trusted",
  certificateRefused: () => "the other side does not trust the certificate",
  tlsVersion: () => "the other side speaks another version of TLS",
  tlsBrokenOff: () => "the other side broke off the TLS handshake",
  tlsNotSpoken: () => "the other side does not speak TLS",
  tlsEnded: () => "the connection ended during the TLS handshake",
  keyMismatch: () => "the certificate and the key do not belong together",
  noCertificate: () => "there is no PEM certificate in the file",
  noKey: () => "there is no unencrypted PEM key in the file",

  // --- The transcript ----------------------------------------------------------------------------

  transcriptTorn: (bytes: number, path: string) =>
    `The transcript ended in a torn line: its ${bytes} bytes are now in ${path}`,
  transcriptGoesOn: (number: number) => `The transcript goes on after message ${number}`,
  transcriptInUse: () => "another server is using it",
  transcriptForeign: () => "it holds something else",
  transcriptReplaced: () => "another file took its place",
  transcriptOutOfOrder: (number: number) => `its messages are out of order before number ${number}`,

  // --- What a server reports ---------------------------------------------------------------------

  cannotAccept: (reason: string) => `Cannot accept more connections for now: ${reason}`,
  tooManyHandshakes: () => "too many are in the middle of a TLS handshake",
  acceptingAgain: () => "Connections are accepted again",
  notFindable: (port: number, reason: string) =>
    `Nobody can find this room without its address: UDP port ${port}: ${reason}`,
  bug: (stack: string) => `Bug: ${stack}`,

  // --- What moderators did, for the server's console ---------------------------------------------

  actKicked: (by: string, name: string, reason: string) =>
    `${by} put ${name} out${reason === "" ? "" : `: ${reason}`}`,
  actMuted: (by: string, name: string) => `${by} muted ${name}`,
  actUnmuted: (by: string, name: string) => `${by} unmuted ${name}`,
  actFloorModerators: (by: string) => `${by} gave the floor to the moderators`,
  actFloorEveryone: (by: string) => `${by} gave the floor to everyone`,
  actFloorLeft: () => "The floor is everyone's: the moderators have been gone for two minutes",
  actTopic: (by: string, text: string) =>
    text === "" ? `${by} took the topic away` : `${by} set the topic: ${text}`,
  actRemoved: (by: string, number: number) => `${by} removed message ${number}`,

  // --- Answers over HTTP -------------------------------------------------------------------------

  noWebsite: (command: string) =>
    `This is a chat room, not a website. Join it with chat-client, or with: ${command}`,
  webNotFound: () => "There is nothing at this address",
  webMethod: (methods: string) => `This address takes ${methods} only`,
  webForeignHost: (host: string) =>
    `This room does not answer to ${host}; its owner can add a name with --allow-host NAME`,
  webSocketOnly: () => "This address is for WebSockets only",
  webForeignPage: (own: string) => `Only the page of this room itself, ${own}, may join it`,
  webNoPage: (reason: string) => `This room cannot show its page: ${reason}`,
  webHeadLate: (seconds: number) => `The request was not complete within ${seconds} s`,
  webHeadTooLarge: (bytes: number, lines: number) =>
    `The head of a request has at most ${lines} lines of ${bytes} bytes`,
  webHistoryQuery: () => "Only ?n=N can follow this address: it asks for the latest N messages",
  webMalformed: () => "This is not a request of HTTP/1.1",
  webVersion: () => "This room speaks HTTP/1.1 only",
  webLengthNeeded: () => "A request with a body states its Content-Length",
  webBodyTooLarge: (max: number) => `The body of this request has at most ${max} bytes`,
  webForeignOrigin: () => "A page of another origin may say nothing here",
  webNameNeeded: () => "Who says it? Give a name in the header Name: curl -H 'Name: bot'",
  webNameTaken: (quoted: string) => `Somebody else is called ${quoted}; say it under another name`,
  webNothingSaid: () => "The body of this request is the line to say, and it is empty",
  webOneLine: () => "A request says one line; send one request for each",
  webPasswordNeeded: () =>
    "This room has a password; give it in the header Authorization: Bearer PASSWORD",
  webPasswordWrong: () => "Wrong password",
  webNoPrograms: () => "This room hands out no programs",
  webTooManyDownloads: (max: number) =>
    `Too many downloads at once, or more than ${max} from one address; try again in a while`,
  webNoSuchRange: (bytes: number) => `This file has ${bytes} bytes, and no such part`,
  webBug: () => "Something is wrong with this server; its owner has been told",

  // --- A room in a terminal ----------------------------------------------------------------------

  offline: () => "offline",
  interruptAgain: () => "Ctrl-C again leaves",
  givenUp: () => "given up; /connect tries again",
  password: () => "password",
  search: () => "search",
  notFound: () => "not found",
  whoListsAll: () => "/who lists everyone",
  privateFrom: () => "private from",
  privateTo: () => "private to",
  originalKnowsNo: (command: string) =>
    `This room's server is an original one: it knows no ${command}`,
  closesRoom: (count: number) =>
    count === 1
      ? "1 other is in the room that you opened; /quit again closes it"
      : `${count} others are in the room that you opened; /quit again closes it`,
  aboutKeys: () =>
    "Keys: Tab completes names and commands, twice shows the choices. Up and Down\n" +
    "recall what you said, Ctrl-R searches it. Ctrl-L redraws the screen. Ctrl-C\n" +
    "clears the line, Ctrl-C twice leaves, and so does Ctrl-D on an empty line.\n" +
    "To moderators, /last and /find show the number of each message.",
  cannotStop: () => "Ctrl-Z does nothing in a task: the task runner would keep the terminal",
};
