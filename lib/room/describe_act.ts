/**
 * What a moderator did, in words, for the owner of the room.
 *
 * @module
 */

import type { ProgramSentence } from "../language/program_language.ts";
import type { Act } from "./standing.ts";

/** Says what a moderator did. */
export function describeAct(act: Act): ProgramSentence {
  const { by = "" } = act;
  switch (act.act) {
    case "moderator":
      return (t) => t.actModerator(by);
    case "kicked":
      return (t) => t.actKicked(by, act.name, act.reason);
    case "muted":
      return (t) => t.actMuted(by, act.name);
    case "unmuted":
      return (t) => t.actUnmuted(by, act.name);
    case "floor":
      if (act.who === "moderators") return (t) => t.actFloorModerators(by);
      return by === "" ? (t) => t.actFloorLeft() : (t) => t.actFloorEveryone(by);
    case "topic":
      return (t) => t.actTopic(by, act.text);
    case "removed":
      return (t) => t.actRemoved(by, act.message);
  }
}
