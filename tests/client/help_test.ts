import { assert, assertLessOrEqual } from "@std/assert";
import stringWidth from "string-width";
import { Chat } from "../../lib/chat/chat.ts";
import { textView } from "../../lib/chat/text_view.ts";
import { WaryGreeting } from "../../lib/session/wary_greeting.ts";
import { PROGRAM_SENTENCES, type ProgramSentences } from "../../lib/language/program_language.ts";
import { FakeWorld } from "../session/fake_world.ts";
import { pure } from "../pure.ts";

const { en, zh } = PROGRAM_SENTENCES;

/** What /help shows. */
function help(t: ProgramSentences): string {
  let shown = "";
  const view = {
    show: ({ spans }: { spans: readonly { text: string }[] }) =>
      void (shown += spans.map(({ text }) => text).join("")),
    ...{ ring() {}, clear() {}, update() {}, quit() {} },
  };
  const address = { hostname: "lab", port: 8001 };
  const chat = new Chat({
    ...{ name: "foo", address, world: new FakeWorld(), view, t },
    ...{
      presence: true,
      compact: false,
      bell: "off",
      describe: textView(t),
      greeting: WaryGreeting,
      keys: t.aboutKeys(),
    },
  });
  chat.run("/help");
  return shown;
}

for (const [language, t] of [["English", en], ["Chinese", zh]] as const) {
  pure(`/help fits 80 columns and names the keys in ${language}`, () => {
    const text = help(t);
    for (const line of text.split("\n")) assertLessOrEqual(stringWidth(line), 80, line);
    for (const key of ["Tab", "Ctrl-R", "Ctrl-L", "Ctrl-C", "Ctrl-D"]) {
      assert(text.includes(key), key);
    }
    // Only a program shows the numbers of messages: the page has menus.
    assert(/\n[^/]*\/last [^\n]*\/find /.test(t.aboutKeys()));
    assert(!t.aboutCommand("remove").includes("/last"));
  });
}
