import { assert, assertEquals } from "@std/assert";
import { Lock } from "../../lib/room/gate.ts";
import { BadRequest } from "../../lib/web/request_head.ts";
import { sayRoute } from "../../lib/web/say.ts";
import { pure } from "../pure.ts";
import { setUp } from "../room/company.ts";
import { webRequest, webRoom } from "./web_room.ts";

/** A room with a moderator, and scripts that say something in it. */
function withModerator() {
  const { join, room, history, origin } = setUp({
    moderation: { lock: new Lock("open sesame") },
  });
  const teacher = join("Teacher");
  teacher.says("/moderate open sesame");
  teacher.hears();
  /** What was paid, in tokens. */
  const paid: number[] = [];
  const say = async (name: string, address: string, text = "hi"): Promise<number> => {
    const request = webRequest({
      ...{ method: "POST", path: "/say", address, headers: new Map([["name", name]]) },
      body: () => Promise.resolve(new TextEncoder().encode(text)),
      pay: (tokens) => Promise.resolve(void paid.push(tokens)),
    });
    try {
      return (await sayRoute.answer(request, webRoom({ room, history }))).status;
    } catch (error) {
      assert(error instanceof BadRequest);
      return error.status;
    }
  };
  /** Somebody joins from that address. */
  const joinFrom = (name: string, address: string) => {
    origin.address = address;
    join(name);
  };
  return { joinFrom, teacher, say, history, paid };
}

pure("/say lets a visitor pay whose line is refused, and tells nobody of it", async () => {
  const { joinFrom, teacher, say, paid } = withModerator();
  joinFrom("Bob", "10.0.0.7");
  joinFrom("Eve", "10.0.0.9");
  const refused = async (address: string, text?: string) => {
    teacher.hears();
    paid.length = 0;
    assertEquals(await say("bot", address, text), 403);
    return [teacher.hears(), paid];
  };
  teacher.says("/mute Bob", "/kick Eve");
  assertEquals(await refused("10.0.0.7"), [[], [1]]);
  assertEquals(await refused("10.0.0.9"), [[], [1]]);
  assertEquals(await refused("10.0.0.7", "x".repeat(1280 - "bot :".length)), [[], [10]]);
  teacher.says("/floor moderators");
  assertEquals(await refused("10.0.0.8"), [[], [1]]);
});

pure("/say leaves the floor to the moderators", async () => {
  const { teacher, say, history } = withModerator();
  assertEquals(await say("bot", "10.0.0.7"), 200);
  teacher.says("/floor moderators");
  assertEquals(await say("bot", "10.0.0.7"), 403);
  teacher.says("/floor everyone");
  assertEquals(await say("bot", "10.0.0.7"), 200);
  assertEquals(history.last, 2);
});

pure("/say takes nothing from who was muted or put out, under no name", async () => {
  const { joinFrom, teacher, say, history } = withModerator();
  joinFrom("Bob", "10.0.0.7");
  teacher.says("/mute Bob");
  assertEquals(await say("bot", "10.0.0.7"), 403);
  assertEquals(await say("other", "10.0.0.7"), 403);
  assertEquals(await say("other", "10.0.0.8"), 200);
  joinFrom("Eve", "10.0.0.9");
  teacher.says("/kick Eve");
  assertEquals(await say("bot", "10.0.0.9"), 403);
  assertEquals(await say("bot", "10.0.0.8"), 200);
  assertEquals(history.last, 2);
});
