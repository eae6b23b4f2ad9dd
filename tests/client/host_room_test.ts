import { assertEquals } from "@std/assert";
import { moderateHosted } from "../../lib/client/host_room.ts";
import { Lock } from "../../lib/room/gate.ts";
import { Session } from "../../lib/session/session.ts";
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
    const sent: string[] = [];
    const dial = world.dial.bind(world);
    world.dial = (address, events) => {
      const link = dial(address, events);
      const send = link.send.bind(link);
      link.send = (text) => {
        if (text.startsWith("/moderate")) sent.push(`${address.hostname}: ${text}`);
        send(text);
      };
      return link;
    };
    const session: Session = new Session({
      ...{ name: "Host", newKey: () => "key-of-the-host-0123456789", world },
      onEvent: (event) => moderateHosted({ address: ADDRESS, moderatorPassword }, session, event),
    });
    for (const hostname of ["lab", "elsewhere", "lab"]) {
      session.connect({ ...ADDRESS, hostname });
      for (let i = 0; i < 3; i++) pass(world, 10);
      assertEquals([session.order.isModerator, session.settled], [hostname === "lab", true]);
    }
    assertEquals(sent, ["lab: /moderate opens sesame\n", "lab: /moderate opens sesame\n"]);
  },
);
