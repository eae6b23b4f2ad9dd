import { assertEquals } from "@std/assert";
import { type Act, actsOnMessage, actsOnPerson, type Moderated } from "../../lib/window/acts.ts";
import { pure } from "../pure.ts";

const ON_OTHERS: Act[] = ["write", "mute", "kick"];

/** A room with a teacher, another moderator, a student and a muted one, as one of them sees it. */
function room(name: string): Moderated {
  const moderators = new Set(["Teacher", "Assistant"]);
  const people = ["Teacher", "Assistant", "Student", "Muted"];
  const muted = new Set(["Muted"]);
  return { name, people, order: { isModerator: moderators.has(name), moderators, muted } as never };
}

pure("actsOnPerson offers a moderator what can be done to whom", () => {
  assertEquals(actsOnPerson("Student", room("Teacher")), ON_OTHERS);
  assertEquals(actsOnPerson("Muted", room("Teacher")), ["write", "unmute", "kick"]);
  assertEquals(actsOnPerson("Assistant", room("Teacher")), ["write"]);
  assertEquals(actsOnPerson("Teacher", room("Teacher")), []);
  assertEquals(actsOnPerson("Teacher", room("Student")), []);
});

pure("actsOnMessage offers to remove it, and what can be done to its sender, here or not", () => {
  assertEquals(actsOnMessage("Student", room("Teacher")), ["remove", ...ON_OTHERS]);
  assertEquals(actsOnMessage("Assistant", room("Teacher")), ["remove", "write"]);
  assertEquals(actsOnMessage("Teacher", room("Teacher")), ["remove"]);
  assertEquals(actsOnMessage("Gone", room("Teacher")), ["remove", "mute", "kick"]);
  assertEquals(actsOnMessage(undefined, room("Teacher")), ["remove"]);
  assertEquals(actsOnMessage("Teacher", room("Student")), []);
});
