import { assert, assertEquals } from "@std/assert";
import { randomKey } from "../../lib/session/random_key.ts";
import { Session } from "../../lib/session/session.ts";
import { WaryGreeting } from "../../lib/session/wary_greeting.ts";
import { RETRY_MS } from "../../lib/session/uplink.ts";
import { pure } from "../pure.ts";
import { FakeWorld } from "./fake_world.ts";
import { pass } from "./joining.ts";

const [HERE, THERE] = ["here", "there"].map((hostname) => ({ hostname, port: 8001 }));

/** A session, and the keys that it told on each connection. */
function setUp() {
  const world = new FakeWorld();
  const told: [hostname: string, key: string][] = [];
  const { dial } = world;
  world.dial = (address, events) => {
    const link = dial.call(world, address, events);
    const { send } = link;
    link.send = (text) => {
      const [, key] = /^\/name .* :(\S+)\n/.exec(text) ?? [];
      if (key !== undefined) told.push([address.hostname, key]);
      send.call(link, text);
    };
    return link;
  };
  let made = 0;
  const newKey = () => `key-${++made}-0123456789`;
  const session = new Session({
    greeting: WaryGreeting,
    name: "foo",
    newKey,
    world,
    onEvent: () => {},
  });
  return {
    world,
    session,
    /** The keys told since the last call. */
    told: () => told.splice(0),
    cut: () => {
      world.cut(world.links.at(-1)!);
      pass(world, RETRY_MS.most);
    },
  };
}

pure("Session proves itself to a room with the same key on every connection", () => {
  const { session, world, told, cut } = setUp();
  session.connect(HERE!);
  pass(world, 10);
  cut();
  session.rename("bar");
  world.settle();
  world.restart(true);
  pass(world, RETRY_MS.most);
  const keys = told().map(([, key]) => key);
  assertEquals(keys, keys.map(() => keys[0]!));
  assertEquals(keys.length, 4);
});

pure("Session tells no server the key that it told another", () => {
  const { session, world, told, cut } = setUp();
  const sets = [HERE!, THERE!, HERE!, HERE!].map((address) => {
    session.connect(address);
    pass(world, 10);
    cut();
    const keys = told();
    assertEquals(new Set(keys.map(([hostname]) => hostname)), new Set([address.hostname]));
    return new Set(keys.map(([, key]) => key));
  });
  assertEquals(sets.map(({ size }) => size), [1, 1, 1, 1]);
  assertEquals(new Set(sets.flatMap((keys) => [...keys])).size, 4);
});

pure("Session has another key after it has left", () => {
  const { session, world, told } = setUp();
  session.connect(HERE!);
  pass(world, 10);
  session.disconnect();
  world.settle();
  session.connect(HERE!);
  pass(world, 10);
  const [[, first], [, second]] = told() as [[string, string], [string, string]];
  assert(first !== second);
});

pure("Session has another key for a server that has become another room", () => {
  const { session, world, told } = setUp();
  session.connect(HERE!);
  pass(world, 10);
  world.restart(false);
  pass(world, RETRY_MS.most);
  const [[, first], [, second]] = told() as [[string, string], [string, string]];
  assert(first !== second);
});

pure("randomKey makes up keys that the wire takes, each another one", () => {
  const keys = Array.from({ length: 100 }, randomKey);
  for (const key of keys) assert(/^[0-9a-f]{32}$/.test(key), key);
  assertEquals(new Set(keys).size, keys.length);
});
