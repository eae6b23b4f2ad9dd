import { assertEquals } from "@std/assert";
import { Feed, type FeedOptions } from "../../lib/chat/feed.ts";
import { QUIET_MS } from "../../lib/chat/movements.ts";
import { textView } from "../../lib/chat/text_view.ts";
import { plainText } from "../../lib/chat/view.ts";
import { PROGRAM_SENTENCES, type ProgramSentences } from "../../lib/language/program_language.ts";
import type { SessionEvent } from "../../lib/session/session_event.ts";
import { pure } from "../pure.ts";
import { FakeWorld } from "../session/fake_world.ts";
import { messageEvent } from "./showing.ts";

const { en, zh } = PROGRAM_SENTENCES;

const SECOND = 1_000;
const DAY = 24 * 3600 * SECOND;
const MONDAY = new Date(2026, 10, 23, 12, 0, 0).getTime();

/** A feed that starts on Monday at noon, with what it showed. */
function feed({ t = en, ...options }: Partial<FeedOptions> & { t?: ProgramSentences } = {}) {
  const shown: string[] = [];
  const world = Object.assign(new FakeWorld(), { now: () => MONDAY });
  const it = new Feed({
    ...{ presence: true, compact: false, t, describe: textView(t), world },
    show: ({ spans }) => void shown.push(...plainText(spans).split("\n")),
    ...options,
  });
  return {
    it,
    world,
    /** Takes an event, and returns what was shown. */
    take: (event: SessionEvent) => (it.take(event, "foo"), shown.splice(0)),
    say: (
      text: string,
      time: number,
    ) => (it.take(messageEvent(text, { time }), "foo"), shown.splice(0)),
    shown: () => shown.splice(0),
  };
}

function whisper(text: string, time: number): SessionEvent {
  return { type: "private", name: "bob", text, action: false, time };
}

// --- The time -------------------------------------------------------------------------------------

pure("Feed leaves out the time that stands right above", () => {
  const { take, say } = feed();
  assertEquals(say("a :one", MONDAY), ["Mon Nov 23 12:00:00 2026 ", " a :one"]);
  assertEquals(say("b :two", MONDAY + 999), [" b :two"]);
  assertEquals(take(whisper("psst", MONDAY + 999)), [">>> private from bob :psst"]);
  assertEquals(say("b :three", MONDAY + 999), [" b :three"]);
  assertEquals(say("a :four", MONDAY + SECOND), ["Mon Nov 23 12:00:01 2026 ", " a :four"]);
  assertEquals(say("a :back", MONDAY), ["Mon Nov 23 12:00:00 2026 ", " a :back"]);
});

pure("Feed writes the time again below anything else", () => {
  const { it, take, say, shown } = feed();
  const whole = ["Mon Nov 23 12:00:00 2026 ", " a :hi"];
  say("a :hi", MONDAY);
  take({ type: "rename", from: "a", to: "b" });
  assertEquals(say("a :hi", MONDAY), whole);
  it.show({ kind: "message", spans: [{ text: "help" }] });
  shown();
  assertEquals(say("a :hi", MONDAY), whole);
  take({ type: "join", name: "c" });
  assertEquals(say("a :hi", MONDAY), ["— c joined —", ...whole]);
  it.clear();
  assertEquals(say("a :hi", MONDAY), whole);
});

pure("Feed writes every message as the original client did when other programs may read it", () => {
  const { take, say } = feed({ exact: true });
  for (const time of [MONDAY, MONDAY, MONDAY + DAY, MONDAY]) {
    const day = time === MONDAY ? "Mon Nov 23" : "Tue Nov 24";
    assertEquals(say("a :hi", time), [`${day} 12:00:00 2026 `, " a :hi"]);
  }
  assertEquals(take(whisper("psst", MONDAY)), [
    "Mon Nov 23 12:00:00 2026 ",
    ">>> private from bob :psst",
  ]);
  assertEquals(take({ type: "live" }), []);
});

pure("Feed shows where what was said before ends, in both formats", () => {
  for (const compact of [true, false]) {
    for (const exact of compact ? [true, false] : [false]) {
      const { take } = feed({ compact, exact });
      assertEquals(take({ type: "live" }), [`— ${en.liveFromHere()} —`]);
    }
  }
});

pure("Feed numbers what was found for who may remove it, and nothing else", () => {
  const messages = [1, 2].map((n) => ({ ...messageEvent("a :hi", { time: MONDAY }), number: n }));
  const asked = { verb: "past", from: -1, to: 2 } as const;
  const found: SessionEvent = { type: "found", asked, messages, count: 2 };
  for (const compact of [true, false]) {
    let numbers = true;
    const { take } = feed({ compact, numbers: () => numbers });
    const one = (n: string) =>
      compact ? [`12:00:00${n} a: hi`] : [`Mon Nov 23 12:00:00 2026${n} `, " a :hi"];
    assertEquals(take(found).slice(1, -1), [...one(" #1"), ...one(" #2")]);
    assertEquals(take(messages[0]!), one(""));
    numbers = false;
    assertEquals(
      take(found).slice(1, -1),
      compact ? [...one(""), ...one("")] : [...one(""), " a :hi"],
    );
  }
});

// --- The day --------------------------------------------------------------------------------------

pure("Feed shows where the day changes, in both formats", () => {
  for (const compact of [true, false]) {
    for (const exact of compact ? [true, false] : [false]) {
      const { take, say } = feed({ compact, exact });
      const days = (lines: string[]) => lines.filter((line) => line.startsWith("—"));
      assertEquals(days(say("a :today", MONDAY)), []);
      assertEquals(days(say("a :old", MONDAY - 4 * DAY)), ["— Thu Nov 19 2026 —"]);
      assertEquals(days(say("a :old too", MONDAY - 4 * DAY + SECOND)), []);
      assertEquals(days(say("a :today again", MONDAY)), ["— Mon Nov 23 2026 —"]);
      assertEquals(days(take(whisper("tomorrow", MONDAY + DAY))), ["— Tue Nov 24 2026 —"]);
    }
  }
});

pure("Feed shows the day right above the first message of it, and at midnight", () => {
  const { take, say } = feed({ compact: true });
  take({ type: "join", name: "c" });
  const midnight = new Date(2026, 10, 24).getTime();
  assertEquals(say("a :late", midnight - 1), ["— c joined —", "23:59:59 a: late"]);
  assertEquals(say("a :later", midnight), ["— Tue Nov 24 2026 —", "00:00:00 a: later"]);
});

pure("Feed shows the day in the user's language", () => {
  const { say } = feed({ compact: true, t: zh });
  assertEquals(say("a :hi", MONDAY + DAY)[0], "— 2026年11月24日星期二 —");
});

pure("Feed shows the day of an old message once more after the screen was cleared", () => {
  const { it, say } = feed({ compact: true });
  const line = "— Sun Nov 22 2026 —";
  assertEquals(say("a :hi", MONDAY - DAY)[0], line);
  it.clear();
  assertEquals(say("a :hi", MONDAY - DAY)[0], line);
});

// --- Who comes and goes ---------------------------------------------------------------------------

pure("Feed shows many who join at once in one line, before what they say", () => {
  const { it, take, say, world, shown } = feed({ compact: true });
  for (const name of "abcdefghijkl") assertEquals(take({ type: "join", name }), []);
  assertEquals(say("l :hi", MONDAY), ["— 12 people joined: a, b, c, d, e … —", "12:00:00 l: hi"]);
  take({ type: "leave", name: "a" });
  world.advance(QUIET_MS);
  assertEquals(shown(), ["— a left —"]);
  take({ type: "leave", name: "b" });
  it.show({ kind: "message", spans: [{ text: "help" }] });
  assertEquals(shown(), ["— b left —", "help"]);
});

pure("Feed shows nobody coming or going where that is not wanted", () => {
  const { it, take, world, shown } = feed();
  it.presence = false;
  take({ type: "join", name: "a" });
  take({ type: "leave", name: "a" });
  take({ type: "rename", from: "a", to: "b" });
  world.advance(QUIET_MS);
  assertEquals(shown(), []);
});
