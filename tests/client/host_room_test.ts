import { assertEquals } from "@std/assert";
import { moderateHosted } from "../../lib/client/host_room.ts";
import { Lock } from "../../lib/room/gate.ts";
import { Session } from "../../lib/session/session.ts";
import type { SessionEvent } from "../../lib/session/session_event.ts";
import { pure } from "../pure.ts";
import { FakeWorld } from "../session/fake_world.ts";
import { ADDRESS, pass } from "../session/joining.ts";

pure(
  "moderateHosted makes the host a moderator of that room, and tells no other the password",
  () => {
    const world = new FakeWorld();
    const moderatorPassword = "opens sesame";
    world.moderation = { lock: new Lock(moderatorPassword) };
    world.restart(true);
    const types: string[] = [];
    const session: Session = new Session({
      ...{ name: "Host", newKey: () => "key-of-the-host-0123456789", world },
      onEvent: (event: SessionEvent) => {
        types.push(event.type);
        moderateHosted({ address: ADDRESS, moderatorPassword }, session, event);
      },
    });
    for (
      const [hostname, isModerator] of [["lab", true], ["elsewhere", false], ["lab", true]] as const
    ) {
      session.connect({ ...ADDRESS, hostname });
      for (let i = 0; i < 3; i++) pass(world, 10);
      assertEquals([session.order.isModerator, session.settled], [isModerator, true]);
    }
    assertEquals(types.filter((type) => ["moderator", "error"].includes(type)), [
      "moderator",
      "moderator",
    ]);
  },
);
