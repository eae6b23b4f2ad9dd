import { Chat, type ChatOptions } from "../../lib/chat/chat.ts";
import { Keyboard } from "../../lib/chat/keyboard.ts";
import { textView } from "../../lib/chat/text_view.ts";
import { WaryGreeting } from "../../lib/session/wary_greeting.ts";
import { plainText } from "../../lib/chat/view.ts";
import { PROGRAM_SENTENCES, type ProgramSentences } from "../../lib/language/program_language.ts";
import { parseAddress } from "../../lib/protocol.ts";
import { refused } from "../refused.ts";
import { FakeWorld } from "../session/fake_world.ts";

/** The room. */
export const ADDRESS = { hostname: "lab", port: 8001 };

/** A chat in a fake world and its keyboard, with what its view was told. */
export function join(
  world: FakeWorld,
  name: string,
  { t = PROGRAM_SENTENCES.en, ...options }: Partial<ChatOptions> & { t?: ProgramSentences } = {},
) {
  const told: string[] = [];
  const chat = new Chat({
    ...{ name, address: ADDRESS, world, presence: true, compact: true, bell: "mention", t },
    keys: "No keys",
    readAddress: parseAddress,
    describe: textView(t),
    greeting: WaryGreeting,
    view: {
      show: ({ kind, spans }) => void told.push(`${kind}: ${plainText(spans)}`),
      ring: () => void told.push("ring"),
      clear: () => void told.push("clear"),
      update: ({ type }) => void told.push(type),
      quit: () => void told.push("quit"),
    },
    ...options,
  });
  chat.session.connect(chat.home);
  settle(world);
  return {
    chat,
    keyboard: new Keyboard(chat, t),
    /** What the view was told since the last call. Times are left out. */
    told: () => told.splice(0).map((line) => line.replace(/ \d\d:\d\d:\d\d /, " ")),
    /** The reason why something is refused. */
    refusal: refused,
  };
}

/** Lets everything that is under way happen. */
export function settle(world: FakeWorld): void {
  world.advance(10);
  world.settle();
}
