import { assertEquals } from "@std/assert";
import { findRoom, locate } from "../../lib/client/find.ts";
import {
  formatRooms,
  type FoundRoom,
  FoundRooms,
  MAX_ROOMS,
  roomsToJson,
} from "../../lib/discovery/found_rooms.ts";
import type { RoomFacts } from "../../lib/discovery/datagrams.ts";
import {
  broadcastAddress,
  linkZones,
  MAX_WAYS,
  waysToAll,
  wayTo,
} from "../../lib/discovery/networks.ts";

function test(name: string, fn: () => void | Promise<void>): void {
  Deno.test({ name, permissions: "none", fn });
}

const facts = (title: string, more: Partial<RoomFacts> = {}): RoomFacts => (
  { room: title, port: 8001, people: 2, password: false, tls: false, title, ...more }
);

const found = (title: string, hostname: string): FoundRoom => (
  { ...facts(title), address: { hostname, port: 8001 } }
);

const LAB = found("Lab", "10.0.0.2");
const ART = found("Art", "10.0.0.3");

/** A user who gives these answers, on a network with these rooms; and all that is said and asked. */
function user(answers: string[], rooms: FoundRoom[]) {
  const said: string[] = [];
  const finder = {
    look: () => {
      said.push("(looks)");
      return Promise.resolve(rooms);
    },
    tell: (line: string) => void said.push(line),
    ask: (question: string) => {
      said.push(question);
      return answers.shift() ?? "";
    },
    isThere: () => Promise.resolve(false),
  };
  return { said, finder };
}

const QUESTION = "No room on this PC. Look on the network? [Y/n]";

test("locate takes the room on this PC without a word", async () => {
  const { said, finder } = user([], []);
  assertEquals(await locate({ ...finder, isThere: () => Promise.resolve(true) }), undefined);
  assertEquals(said, []);
});

test("locate looks only if it may, and stays here if it may not or finds nothing", async () => {
  for (const answer of ["n", "No", "what?"]) {
    const { said, finder } = user([answer], [LAB]);
    assertEquals(await locate(finder), undefined);
    assertEquals(said, [QUESTION]);
  }
  for (const answer of ["", "y", " YES "]) {
    const { said, finder } = user([answer], [LAB]);
    assertEquals(await locate(finder), LAB);
    assertEquals(said, [QUESTION, "(looks)", 'Found "Lab", 2 people, at 10.0.0.2']);
  }
  const { finder } = user([""], []);
  assertEquals(await locate(finder), undefined);
});

test("findRoom asks which of several, again if need be, and takes no for an answer", async () => {
  const { said, finder } = user(["x", "3", "2"], [ART, LAB]);
  assertEquals(await findRoom(finder), LAB);
  assertEquals(said.slice(1, 4), [
    "Found 2 rooms:",
    "  1  10.0.0.3  2 people  Art",
    "  2  10.0.0.2  2 people  Lab",
  ]);
  for (const answers of [[""], [" "], ["a", "b", "c", "d", "e", "1"]]) {
    assertEquals(await findRoom(user(answers, [ART, LAB]).finder), undefined);
  }
});

test("findRoom joins nothing by chance where there is nobody to ask", async () => {
  const { said, finder } = user([], [ART, LAB]);
  assertEquals(await findRoom({ ...finder, ask: undefined }), undefined);
  assertEquals(said.at(-1), "Which one to join is for you to say: chat-client ADDRESS");
  assertEquals(await findRoom({ ...finder, look: () => Promise.resolve([LAB]) }), LAB);
});

test("FoundRooms keeps each room once, at its plainest address, and no more than its limit", () => {
  const rooms = new FoundRooms();
  const addresses = ["fe80::1%eth0", "10.0.0.2", "fd00::2", "127.0.0.1", "10.0.0.9"];
  for (const address of addresses) rooms.add(facts("Lab"), address);
  rooms.add(facts("Art"), "fe80::2%eth0");
  rooms.add(facts("Lab", { port: 9000 }), "10.0.0.2");
  assertEquals(rooms.list().map(({ title, address }) => [title, address.hostname, address.port]), [
    ["Art", "fe80::2%eth0", 8001],
    ["Lab", "10.0.0.2", 9000],
    ["Lab", "127.0.0.1", 8001],
  ]);
  for (let i = 0; i < 1000; i++) rooms.add(facts(`flood ${i}`), "10.0.0.66");
  assertEquals(rooms.list().length, MAX_ROOMS);
});

test("formatRooms lines the rooms up, roomsToJson gives scripts the same", () => {
  const rooms: FoundRoom[] = [
    { ...facts("实验室", { people: 1 }), address: { hostname: "10.0.0.2", port: 8001 } },
    {
      ...facts("Lab", { password: true, tls: true, people: 12 }),
      address: { hostname: "fe80::1%eth0", port: 9000 },
    },
  ];
  assertEquals(formatRooms(rooms), [
    "10.0.0.2              1 person  实验室",
    "[fe80::1%eth0]:9000  12 people  Lab (password, TLS)",
  ]);
  assertEquals(formatRooms([]), []);
  assertEquals(JSON.parse(roomsToJson(rooms))[1], {
    address: "[fe80::1%eth0]:9000",
    hostname: "fe80::1%eth0",
    port: 9000,
    title: "Lab",
    people: 12,
    password: true,
    tls: true,
    room: "Lab",
  });
});

test("broadcastAddress gives a network's last address, where it has one to spare", () => {
  assertEquals(broadcastAddress("192.168.1.20/24"), "192.168.1.255");
  assertEquals(broadcastAddress("10.77.130.1/20"), "10.77.143.255");
  assertEquals(broadcastAddress("172.16.5.4/30"), "172.16.5.7");
  assertEquals(broadcastAddress("10.0.0.1/8"), "10.255.255.255");
  assertEquals(broadcastAddress("10.8.0.2/31"), undefined);
  assertEquals(broadcastAddress("10.8.0.2/32"), undefined);
  assertEquals(broadcastAddress("fe80::1/64"), undefined);
});

const INTERFACES = [
  { name: "lo", address: "127.0.0.1", cidr: "127.0.0.1/8", scopeid: null },
  { name: "eth0", address: "192.168.1.20", cidr: "192.168.1.20/24", scopeid: null },
  { name: "tun0", address: "10.8.0.2", cidr: "10.8.0.2/32", scopeid: null },
  { name: "lo", address: "::1", cidr: "::1/128", scopeid: 0 },
  { name: "eth0", address: "fd00::2", cidr: "fd00::2/64", scopeid: 0 },
  { name: "eth0", address: "fe80::2", cidr: "fe80::2/64", scopeid: 2 },
  { name: "eth0", address: "fe80::3", cidr: "fe80::3/64", scopeid: 2 },
];

test("waysToAll asks this PC, every IPv4 network and every link once", () => {
  assertEquals(waysToAll(INTERFACES), [
    { from: "127.0.0.1", to: "127.0.0.1", zone: "" },
    { from: "::1", to: "::1", zone: "" },
    { from: "192.168.1.20", to: "192.168.1.255", zone: "" },
    { from: "::", to: "ff02::1%eth0", zone: "%eth0" },
  ]);
  assertEquals(linkZones(INTERFACES, true), ["%2"]);
  const many = Array.from({ length: 100 }, (_, i) => (
    { name: `eth${i}`, address: `10.0.${i}.1`, cidr: `10.0.${i}.1/24` }
  ));
  assertEquals(waysToAll(many).length, MAX_WAYS);
});

test("wayTo goes to one address, over its link if it has one", () => {
  assertEquals(wayTo("10.0.0.2"), { from: "0.0.0.0", to: "10.0.0.2", zone: "" });
  assertEquals(wayTo("fe80::1%eth0"), { from: "::", to: "fe80::1%eth0", zone: "%eth0" });
});
