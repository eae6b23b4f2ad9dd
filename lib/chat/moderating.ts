/**
 * What moderators type.
 *
 * @module
 */

import type { TypedVerb } from "../language/en.ts";
import {
  type Command,
  normalizePassword,
  normalizeReason,
  normalizeTopic,
  readFloor,
  readMessageNumber,
  Refusal,
} from "../protocol.ts";
import { ask, splitName, unknownTo } from "./asking.ts";
import type { Chat } from "./chat.ts";
import type { TypedCommand } from "./typed_command.ts";

/** The longest that a name of 32 characters is written, in UTF-16 units. */
const MAX_NAME_UNITS = 64;

/** `/moderate`, and the commands that only moderators are shown. */
export const MODERATING = {
  moderate: {
    values: "[SECRET]",
    run: (chat, rest) => {
      if (chat.session.order.isModerator) throw new Refusal((t) => t.moderatorAlready());
      if (rest !== "") return moderate(chat, rest);
      if (!chat.view.askSecret) throw new Refusal((t) => t.usage("/moderate SECRET"));
      chat.view.askSecret();
    },
  },
  kick: onPerson("kick", "NAME [REASON]"),
  mute: onPerson("mute", "NAME"),
  unmute: onPerson("unmute", "NAME"),
  floor: {
    values: "moderators|everyone",
    forModerators: true,
    run: (chat, rest) => ask(chat, { verb: "floor", who: readFloor(rest) }),
  },
  topic: {
    values: "[TEXT]",
    forModerators: true,
    run: (chat, rest) => ask(chat, { verb: "topic", text: normalizeTopic(rest) }),
  },
  remove: {
    values: "NAME|N",
    forModerators: true,
    run: (chat, rest) => {
      if (rest === "") throw new Refusal((t) => t.usage("/remove NAME, /remove N"));
      const [, digits] = /^#?(\d+)$/.exec(rest) ?? [];
      const number = digits ? readMessageNumber(digits) : chat.session.latestBy(rest);
      if (number === undefined) throw new Refusal((t) => t.nothingKnownBy(rest));
      ask(chat, { verb: "remove", number });
    },
  },
} satisfies Partial<Record<TypedVerb, TypedCommand>>;

/**
 * Gives a password for moderators.
 *
 * @throws {Refusal} if it cannot be one, or there is no server that knows moderators.
 */
export function moderate({ session }: Chat, secret: string): void {
  const password = normalizePassword(secret, (t) => t.thePassword());
  if (!session.moderate(password)) throw unknownTo(session, "/moderate");
}

/** A command about a person, whose name may have spaces in it. */
function onPerson(verb: "kick" | "mute" | "unmute", values: string): TypedCommand {
  return {
    values,
    forModerators: true,
    run: (chat, rest) => {
      if (rest === "") throw new Refusal((t) => t.usage(`/${verb} ${values}`));
      ask(chat, verb === "kick" ? kicking(chat, rest) : { verb, name: rest });
    },
  };
}

function kicking({ session }: Chat, rest: string): Command {
  const people = [...session.people];
  const [here, why] = splitName(rest, people);
  if (people.includes(here)) return { verb: "kick", name: here, reason: normalizeReason(why) };
  // Whoever has just left can be kept out, too.
  const authors = Array.from(rest.matchAll(/\s|$/g), ({ index }) => rest.slice(0, index))
    .filter((one) => one.length <= MAX_NAME_UNITS && session.latestBy(one));
  const [name, reason] = splitName(rest, authors);
  return { verb: "kick", name, reason: normalizeReason(reason) };
}
