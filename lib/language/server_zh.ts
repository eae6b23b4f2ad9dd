/**
 * The sentences that only a server says, in Chinese. The English ones are in `server_en.ts`.
 *
 * @module
 */

import type { serverEn } from "./server_en.ts";

/** One function per sentence, as in `serverEn`. */
export const serverZh = {
  // --- The transcript ----------------------------------------------------------------------------

  transcriptFails: (reason: string) => `聊天记录写不进去（${reason}）；聊天照常进行`,
  transcriptWorks: () => "聊天记录又能写入了",
  transcriptChanged: (reason: string) => `聊天记录：${reason}`,
  transcriptMoved: () => "文件被删除或改名了；原处新建了一个，接着写",
  transcriptCut: () => "文件被别的程序截短了；接着写",
  transcriptGrown: () => "别的程序往文件里写了东西；在它后面接着写",
  transcriptSaved: () => "文件被别的程序重新保存了；在它末尾接着写",
  transcriptLost: (count: number) => `有 ${count} 条消息没能写入，丢失了`,
  noSuchFile: () => "没有这个文件或文件夹",
  permissionDenied: () => "没有权限",

  // --- Names and lines ---------------------------------------------------------------------------

  nameTaken: (name: string) => `${name} 这个名字，在这里有人用着`,
  nameTakenAs: (name: string, holder: string) => `${name} 和在这里的 ${holder} 算是同一个名字`,
  nameKept: (name: string, seconds: number) =>
    `有人断了线，${name} 这个名字还为那个人保留 ${seconds} 秒`,
  lineTooLong: (max: number) => `一行最多 ${max} 字节；你的更长，没有发出`,
  lineUnended: () => "最后一行没有换行符，没有发出",
  lineWouldBe: (max: number, bytes: number) => `一行最多 ${max} 字节；你的会有 ${bytes} 字节`,
  lineStar: () => "不能转发以 * 开头的行：只有服务器才这样说话",

  // --- Commands ----------------------------------------------------------------------------------

  usageWireMsg: () => "不能说悄悄话：请写 /msg 名字 :内容",
  usageSince: (quoted: string) =>
    `不能从 ${quoted} 起重放：N 是整数，例如 /since 120 或 /since -20`,
  usagePast: (quoted: string) => `不能显示消息 ${quoted}：请写两个整数，例如 /past 100 120`,
  usageWireFind: () => "没有要找的内容：请写要找什么，例如 /find 考试",
  unknownCommand: (quoted: string, known: string) => `没有命令 ${quoted}：有 ${known}`,
  privateNeedsName: () => "没有名字不能说悄悄话：用“/name 名字”取一个",
  nobodyCalled: (quoted: string) => `这里没有人叫 ${quoted}；/who 看谁在这里`,
  cannotShowPrivate: (name: string) => `${name} 的程序不能显示悄悄话`,
  notReading: (name: string) => `${name} 那边没有在读；消息没有送达`,

  // --- Who is let in -----------------------------------------------------------------------------

  roomFull: (max: number) => `聊天室满了：最多 ${max} 个连接`,
  addressFull: (max: number) => `聊天室对同一地址最多接受 ${max} 个连接`,
  outsideFull: () => "等在聊天室外面的连接太多：请重新连接",
  roomNotEncrypted: () => "这个聊天室不加密：进入时不要用 TLS",
  passwordNeedsClient: () => "这个聊天室有密码，而你的程序不会说密码：请用 chat-client",
  passwordLate: (seconds: number) => `这个聊天室有密码，而你在 ${seconds} 秒内没有说出`,
  passwordQueue: () => "你的密码还没有查看：有人在猜密码；请重新连接，说出密码后先等回答",
  passwordNotNeeded: () => "不需要密码：你已经进来了",
  passwordWrong: (tries: number) =>
    tries === 0 ? "密码错了；这个连接不能再试了" : `密码错了；还可以试 ${tries} 次`,
  keptOut: (minutes: number) => `管理员把你请出了聊天室；${minutes} 分钟后可以再来`,
  keptOutFor: (reason: string, minutes: number) =>
    `管理员请出了你：${reason}；${minutes} 分钟后可以再来`,
  serverClosing: () => "服务器要关了",

  // --- Moderators --------------------------------------------------------------------------------

  noModerators: () => "这个聊天室没有管理员：服务器没有设管理密码",
  moderateQueue: () => "你的密码还没有查看：有人在猜密码；请再试一次",
  moderateNeedsName: () => "没有名字不能当管理员：用“/name 名字”取一个",
  moderatorsOnly: (command: string) => `只有管理员可以用 ${command}`,
  moderatorsAlike: (name: string) => `${name} 是管理员，管理员之间不能禁言或请出`,
  notMuted: (quoted: string) => `叫 ${quoted} 的人没有被禁言`,
  removedAlready: (number: number) => `第 ${number} 条消息已经删除了`,
  notKept: (number: number) => `没有保留第 ${number} 条消息`,
  floorTaken: () => "现在只有管理员可以发言",
  youAreMuted: () => "管理员禁止了你发言：你只能用 /msg 给管理员说悄悄话",
  mutedName: () => "被禁言时不能改名字",
} satisfies typeof serverEn;
