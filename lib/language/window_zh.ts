/**
 * The sentences that only the page in a browser speaks, in Chinese. The English ones are in
 * `window_en.ts`.
 *
 * @module
 */

import type { windowEn } from "./window_en.ts";

/** One function per sentence, as in `windowEn`. */
export const windowZh = {
  // --- Names of what can be used ----------------------------------------------------------------

  conn: () => "连接",
  exit: () => "退出",
  messages: () => "聊天内容",
  password: () => "密码",
  people: (count: number) => `${count} 人在`,
  writeTo: (name: string) => `给 ${name} 发悄悄话`,
  searchFor: () => "查找说过的话",
  qrCode: () => "地址的二维码",
  newest: () => "回到最新",
  newer: (count: number) => `${count} 条新消息`,

  // --- The state of the connection --------------------------------------------------------------

  notIn: () => "未连接",
  joining: () => "正在连接…",
  asksPassword: () => "等待输入密码",
  inRoom: () => "已连接",
  comingBack: () => "连接断了，正在重连…",

  // --- Moderators -------------------------------------------------------------------------------

  topicIs: (text: string) => `话题：${text}`,
  floorIsTaken: () => "只有管理员可以发言",
  moderator: () => "管理员",
  whatTopic: () => "这个聊天室聊什么",
  set: () => "设置",
  actions: () => "操作",
  write: () => "发悄悄话",
  mute: () => "禁言",
  unmute: () => "解除禁言",
  kick: () => "请出…",
  remove: () => "删除这条消息",
  whyPutOut: (name: string) => `为什么请出 ${name}（可以不填）`,
  putOut: () => "请出",

  // --- In the log -------------------------------------------------------------------------------

  privateFrom: () => "悄悄话",
  privateTo: (name: string) => `发给 ${name} 的悄悄话`,
  unreadFrom: () => "以下是新消息",
  loading: () => "正在读取更早的消息…",
  beginning: () => "保留的消息从这里开始",
  enough: () => "这里不再显示更早的消息，可以用“查找”",
  found: (shown: number, count: number) =>
    count === 0
      ? "没有找到"
      : shown < count
      ? `找到 ${count} 条，最近的 ${shown} 条：`
      : `找到 ${count} 条：`,

  // --- Refusals and help ------------------------------------------------------------------------

  keys: () =>
    "按键：回车发送，Shift+回车另起一行，每行是一条消息；“消息”空着时按上、下箭头调出说过的话；\n" +
    "按 Esc 退出查找",
} satisfies typeof windowEn;
