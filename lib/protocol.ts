/**
 * The wire, for the rest of the code. Nothing else imports files of `lib/protocol/` directly.
 *
 * @module
 */

export * from "./protocol/address.ts";
export * from "./protocol/clean_text.ts";
export * from "./protocol/client_line.ts";
export * from "./protocol/commands.ts";
export * from "./protocol/events.ts";
export * from "./protocol/fnv1a.ts";
export * from "./protocol/line_decoder.ts";
export * from "./protocol/message.ts";
export * from "./protocol/names.ts";
export * from "./protocol/password.ts";
export * from "./protocol/refusal.ts";
export * from "./protocol/whole_number.ts";
