import { assertEquals } from "@std/assert";
import { Movements, QUIET_MS } from "../../lib/chat/movements.ts";
import { pure } from "../pure.ts";
import { FakeWorld } from "../session/fake_world.ts";

/** Movements, with what they showed. */
function gather(world = new FakeWorld()) {
  const shown: string[] = [];
  const movements = new Movements(
    world,
    ({ type, names }) => void shown.push(`${type} ${names.join(" ")}`),
  );
  return {
    world,
    movements,
    join: (...names: string[]) => names.forEach((name) => movements.add({ type: "join", name })),
    leave: (...names: string[]) => names.forEach((name) => movements.add({ type: "leave", name })),
    shown: () => shown.splice(0),
  };
}

pure("Movements shows one who comes alone after a moment", () => {
  const { world, join, shown } = gather();
  join("a");
  world.advance(QUIET_MS - 1);
  assertEquals(shown(), []);
  world.advance(1);
  assertEquals(shown(), ["join a"]);
  world.advance(60_000);
  assertEquals(shown(), []);
  assertEquals(world.timers, 0);
});

pure("Movements shows many who come or go at once together", () => {
  const { world, join, leave, shown } = gather();
  for (const name of "abcdef") {
    join(name);
    leave(name.toUpperCase());
    world.advance(QUIET_MS / 2);
  }
  world.advance(QUIET_MS);
  assertEquals(shown(), ["join a b c d e f", "leave A B C D E F"]);
});

pure("Movements shows them after two seconds, and after a thousand, though more come", () => {
  const { world, join, shown } = gather();
  for (let i = 0; i < 25; i++) {
    join(String(i));
    world.advance(QUIET_MS / 2);
  }
  assertEquals(shown().map((line) => line.split(" ").length - 1), [20]);
  world.advance(QUIET_MS);
  shown();
  join(...Array.from({ length: 1_001 }, (_, i) => String(i)));
  assertEquals(shown().map((line) => line.split(" ").length - 1), [1_000]);
});

pure("Movements shows in order what one person does", () => {
  const { movements, join, leave, shown } = gather();
  join("a");
  leave("b", "a");
  join("a");
  movements.flush();
  movements.flush();
  assertEquals(shown(), ["join a", "leave b", "leave a", "join a"]);
});
