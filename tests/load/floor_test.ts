import { assertEquals, assertLess } from "@std/assert";
import { Raw } from "../programs/programs.ts";
import { serveHere } from "../server/serve_here.ts";

/** How many people talk although the moderators have the floor, and how many lines each says. */
const PEOPLE = 200;
const LINES = 100;

/** How long a moderator's line may take, in ms. This process plays all of those people as well. */
const PATIENCE_MS = 5_000;

const TAKEN = "*error The moderators have the floor\n";

Deno.test("ChatServer delivers a moderator's line at once through a storm of refused ones", async () => {
  const server = serveHere({ moderatorPassword: "x" });
  const people: Raw[] = [];
  try {
    using teacher = await Raw.connect(server.port);
    using listener = await Raw.connect(server.port);
    await teacher.send("/name Teacher\n/moderate x\n/floor moderators\n");
    await teacher.until("*floor moderators\n");
    await listener.send("\n");
    await listener.until("*moderator Teacher\n");
    for (let i = 0; i < PEOPLE; i++) people.push(await Raw.connect(server.port));
    // Their lines fit into the burst that each may send, so all of them are refused at once.
    const storm = people.map((one, i) => one.send(`p${i} :May I?\n`.repeat(LINES)));
    await people[0]!.until(TAKEN);
    const start = performance.now();
    await teacher.send("Not now\n");
    await listener.until("Teacher :Not now\n");
    assertLess(performance.now() - start, PATIENCE_MS);
    await Promise.all(storm);
    for (const one of people) {
      let refused = one === people[0] ? 1 : 0;
      while (refused < LINES) {
        const line = await one.line();
        if (`${line}\n` === TAKEN) refused++;
        else assertEquals(line, "Teacher :Not now");
      }
    }
  } finally {
    for (const one of people) one[Symbol.dispose]();
    await server.close();
  }
});
