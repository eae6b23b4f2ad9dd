/**
 * The sentences that a server and a client both say, in Chinese. The English ones are in
 * `shared_en.ts`.
 *
 * @module
 */

import type { sharedEn } from "./shared_en.ts";

/** One function per sentence, as in `sharedEn`. */
export const sharedZh = {
  nameEmpty: (max: number) => `名字要有 1 到 ${max} 个字符，不能是空的`,
  nameTooLong: (max: number, length: number) => `名字最多 ${max} 个字符，这个有 ${length} 个`,
  nameStart: () => "名字不能以 * 或 / 开头",
  nameInvisible: () => "名字里不能有控制字符或看不见的字符",
  nameColon: () => "名字里不能有“ :”，名字到那里就结束了",
  nameComma: () => "名字里不能有“, ”，它在名单里用来分开名字",
  nameDash: () => "名字不能以破折号或连字符开头或结尾",
  nameNotVisible: () => "名字里至少要有一个看得见的字符",
  usage: (form: string) => `请写：${form}`,
  usageRemove: (quoted: string) => `不能删除 ${quoted}：N 是消息的编号，例如 /remove 120`,
  topicTooLong: (max: number, length: number) => `话题最多 ${max} 个字符，这个有 ${length} 个`,
  reasonTooLong: (max: number, length: number) => `理由最多 ${max} 个字符，这个有 ${length} 个`,
  passwordRight: () => "密码正确",
} satisfies typeof sharedEn;
