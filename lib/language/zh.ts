/**
 * The sentences of a room, in Chinese. The English ones are in `en.ts`.
 *
 * @module
 */

import type { TypedVerb } from "./en.ts";
import type { Sentences } from "./language.ts";
import { partsOfDuration } from "./parts_of_duration.ts";
import { sharedZh } from "./shared_zh.ts";

/** What each command does, as in `en.ts`. */
const ABOUT: Record<TypedVerb, string> = {
  connect: "进入一个聊天室；不写主机：刚才那个",
  name: "改名",
  who: "看谁在这里",
  last: "再看最近的 N 条消息；不写 N：50 条",
  find: "找出说过的含有这些字的话",
  msg: "只对一个人说",
  me: "说你在做什么：/me 挥手",
  ignore: "不看某人说的话；再来一次：又看；不写名字：看你屏蔽了谁",
  presence: "不看谁进来、离开、改名，或者又看",
  clear: "清屏",
  pass: "说出聊天室的密码",
  disconnect: "离开聊天室",
  quit: "离开聊天室并结束程序",
  help: "显示这个列表",
  moderate: "说出管理密码，成为管理员",
  kick: "管理员：请出某人（刚离开也行），暂时不能再来",
  mute: "管理员：禁止某人发言",
  unmute: "管理员：允许某人发言",
  floor: "管理员：只让管理员发言，或让所有人发言",
  topic: "管理员：定下话题；不写则取消",
  remove: "管理员：删除某人最近的消息，或编号为 N 的消息",
};

/** One function per sentence, as in `en`. */
export const zh = {
  ...sharedZh,

  // --- Parts of sentences -----------------------------------------------------------------------

  /** `2分钟5秒`; `ms` is rounded to whole seconds, and at least 1 s. */
  duration: (ms: number) => partsOfDuration(ms, ["小时", "分钟", "秒"]).join(""),
  day: (time: number) => new Intl.DateTimeFormat("zh-CN", { dateStyle: "full" }).format(time),

  // --- Numbers and addresses -----------------------------------------------------------------------

  notWhole: (what: string, min: number, max: number, quoted: string) =>
    `${spaced(what)}要一个从 ${min} 到 ${max} 的整数，而不是 ${quoted}`,
  portOfAddress: () => "地址的端口",
  notAddress: (quoted: string) =>
    `${quoted} 不是地址：请写“主机”或“主机:端口”，IPv6 地址写成“[地址]:端口”`,

  // --- What is wrong with a socket or a file ----------------------------------------------------

  nothingAnswers: () => "那里没有人应答",
  serverEnded: () => "服务器断开了连接",
  silentFor: (seconds: number) => `${seconds} 秒没有消息`,

  // --- A stay in a room -------------------------------------------------------------------------

  // The original program's own sentence stays English.
  tryingAgain: () => "正在重试，/disconnect 放弃",
  connectionLost: (reason: string) => `连接断了（${reason}），正在重连`,
  backAfter: (duration: string, missed: number | undefined) =>
    `${spaced(duration)}后连上了，${
      missed === undefined ? "不知道错过了多少消息" : `错过 ${missed} 条消息`
    }`,
  roomStartedAnew: () => "服务器重新启动过，忘了以前说的话",
  messagesGone: (from: number, to: number) =>
    from === to ? `第 ${from} 条消息已不再保留` : `第 ${from} 到 ${to} 条消息已不再保留`,
  messagesForgotten: (from: number, to: number) =>
    from === to
      ? `服务器丢了第 ${from} 条消息；后来说的话用了这个号码`
      : `服务器丢了第 ${from} 到 ${to} 条消息；后来说的话用了这些号码`,
  serverSendsTooMuch: () => "服务器发来的太多，客户端存不下",
  serverAnswersNothing: (count: number) => `服务器有 ${count} 句话和问题没有回答`,
  unsureRoom: (text: string) => `连接断了，不知道聊天室收到这句没有：${text}`,
  unsurePerson: (name: string, text: string) => `连接断了，不知道 ${name} 收到这句没有：${text}`,
  liveFromHere: () => "以上是之前的消息，以下是实时消息",
  foundLatest: (count: number) => count === 0 ? "这里没有保留的消息" : `最近的 ${count} 条消息：`,
  foundText: (text: string, shown: number, count: number) =>
    count === 0
      ? `保留的消息里没有：${text}`
      : shown < count
      ? `${count} 条消息里有：${text}（显示最近的 ${shown} 条）`
      : `${count} 条消息里有：${text}`,
  youAre: (name: string) => `你现在叫 ${name}`,
  joined: (name: string) => `${name} 进来了`,
  left: (name: string) => `${name} 离开了`,
  manyJoined: (count: number, names: string) => `${count} 人进来了：${names}`,
  manyLeft: (count: number, names: string) => `${count} 人离开了：${names}`,
  renamed: (from: string, to: string) => `${from} 改名为 ${to}`,
  hereNobody: () => "在这里的人都还没有名字",
  here: (count: number) => `${count} 人在这里：`,
  roomHasPassword: () => "这个聊天室有密码",
  refused: (reason: string) => `被拒绝：${reason}`,
  notSent: () => "没有发出：",
  moreOnTheirWay: (count: number) => `还有 ${count} 条正在发送`,
  notDelivered: (text: string) => `没有送达：${text}`,

  // --- Commands that a user types ---------------------------------------------------------------

  aboutCommand: (verb: TypedVerb) => ABOUT[verb],
  aboutText: () => "其他的话都会说给所有人；//文字 说的是“/文字”",
  ignoringNobody: () => "你没有屏蔽任何人",
  ignoring: (names: string) => `你屏蔽了：${names}`,
  nowIgnoring: (name: string) => `屏蔽了 ${name}；再输入 /ignore ${name} 就又能看到`,
  ignoringAbsent: (name: string) =>
    `现在这里没有人叫 ${name}；以后来的人叫这个名字就会屏蔽。再输入 /ignore ${name} 就又能看到`,
  noLongerIgnoring: (name: string) => `不再屏蔽 ${name}`,
  ignoreSelf: () => "不能屏蔽自己",
  usageMsg: () => "请写：/msg 名字 内容",
  presenceShown: () => "显示谁进来、离开、改名；/presence off 就不显示",
  presenceHidden: () => "不显示谁进来、离开、改名；/presence on 又显示",
  usagePresence: () => "请写：/presence off 或 /presence on",
  usageFind: () => "请写：/find 内容，例如 /find 考试",
  usageMe: () => "请写：/me 动作，例如 /me 挥手",
  inNoRoom: () => "你不在聊天室里",
  onlyThisRoom: () => "这个网页只能进入它自己的聊天室：只输入 /connect 就进入",
  inNoRoomConnect: () => "你不在聊天室里：用 /connect 进入",
  spaceAfterCommand: (command: string) => `${command} 后面要有空格；想原样说出来，就以 // 开头`,
  unknownTypedCommand: (command: string, known: string, literal: string) =>
    `没有命令 ${command}：有 ${known}；${literal} 则原样说出`,
  tooLongWithName: (bytes: number, max: number) =>
    `太长：连名字共 ${bytes} 字节，一行最多 ${max} 字节`,
  notConnected: () => "现在没有连接",
  dropsLines: (count: number, command: string) =>
    `还有 ${count} 行没有送达；再输入 ${command} 就丢掉${count === 1 ? "它" : "它们"}`,

  // --- Names, lines and passwords ---------------------------------------------------------------

  thePassword: () => "密码",
  passwordEmpty: (from: string) => `${spaced(from)}是空的：密码至少要有一个字符`,
  passwordNotText: (from: string) => `${spaced(from)}必须是一行 UTF-8 文字，不能有控制字符`,
  passwordTooLong: (from: string, bytes: number, max: number) =>
    `${spaced(from)}太长：${bytes} 字节，最多 ${max} 字节`,

  // --- Moderators -------------------------------------------------------------------------------

  putOut: (reason: string) => `管理员把你请出了聊天室${reason === "" ? "" : `：${reason}`}`,
  personPutOut: (name: string, reason: string) =>
    `管理员请出了 ${name}${reason === "" ? "" : `：${reason}`}`,
  moderatorAlready: () => "你已经是管理员了；/help 列出你能做的事",
  youModerate: () => "你现在是管理员；/help 列出你能做的事",
  actModerator: (by: string) => `${by} 是管理员了`,
  youAreMutedNow: () => "管理员禁止了你发言：你只能用 /msg 写给管理员",
  youAreUnmuted: () => "你又可以发言了",
  personMuted: (name: string) => `管理员禁止了 ${name} 发言`,
  personUnmuted: (name: string) => `${name} 又可以发言了`,
  muted: () => "已禁言",
  floorModerators: () => "现在只有管理员可以发言",
  floorEveryone: () => "现在所有人都可以发言",
  topicIs: (text: string) => `话题：${text}`,
  topicGone: () => "话题取消了",
  messageRemoved: (time: string, name: string | undefined) =>
    name === undefined ? `${time} 的一条消息被删除了` : `${name} 在 ${time} 的消息被删除了`,
  moderatorPassword: () => "管理密码",
  nothingKnownBy: (name: string) => `这里没有 ${name} 的消息`,
} satisfies Sentences;

/** Puts a space after what comes before Chinese, unless it is Chinese itself. */
export function spaced(text: string): string {
  return /\p{sc=Han}$/u.test(text) ? text : `${text} `;
}
