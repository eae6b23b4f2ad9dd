import { History } from "../../lib/server/history.ts";
import type { Output } from "../../lib/server/member.ts";
import { Room } from "../../lib/server/room.ts";

/** A room with so many members, whose outboxes only count. */
function roomOf(size: number): () => void {
  const room = new Room({ id: "bench", history: new History() });
  const output: Output = { push: () => true, pushLazily: () => {} };
  const [first] = Array.from({ length: size }, () => room.enter(output, () => {}));
  room.receive(first!, "/name alice");
  return () => room.receive(first!, "alice :a line of the usual length, more or less");
}

// What a line costs the room itself: all of it but the sockets.
for (const size of [10, 100, 1000]) {
  const say = roomOf(size);
  Deno.bench(`one line to ${size} members`, { group: "relay", baseline: size === 10 }, say);
}
