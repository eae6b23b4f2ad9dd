/**
 * The sentences that a server and a client both say, in English: what is wrong with something that
 * somebody typed. `shared_zh.ts` has the same ones in Chinese.
 *
 * @module
 */

/** One function per sentence, as in `en.ts`. */
export const sharedEn = {
  nameEmpty: (max: number) => `A name needs 1 to ${max} characters; this one is empty`,
  nameTooLong: (max: number, length: number) =>
    `A name holds at most ${max} characters; this one has ${length}`,
  nameStart: () => "A name cannot start with * or /",
  nameInvisible: () => "A name cannot hold control or invisible characters",
  nameColon: () => 'A name cannot hold " :", which ends a name',
  nameComma: () => 'A name cannot hold ", ", which separates names in a list',
  nameDash: () => "A name cannot start or end with a dash",
  nameNotVisible: () => "A name needs at least one visible character",
  usage: (form: string) => `Write ${form}`,
  usageRemove: (quoted: string) =>
    `Cannot remove ${quoted}: N is the number of a message, like /remove 120`,
  topicTooLong: (max: number, length: number) =>
    `A topic holds at most ${max} characters; this one has ${length}`,
  reasonTooLong: (max: number, length: number) =>
    `A reason holds at most ${max} characters; this one has ${length}`,
  passwordRight: () => "That is the password",
};
