import { assertEquals } from "@std/assert";
import type { RoomFacts } from "../../lib/discovery/datagrams.ts";
import {
  formatRooms,
  type FoundRoom,
  FoundRooms,
  MAX_ROOMS,
  roomsToJson,
} from "../../lib/discovery/found_rooms.ts";
import { PROGRAM_SENTENCES } from "../../lib/language/program_language.ts";
import { pure } from "../pure.ts";

const { en } = PROGRAM_SENTENCES;

const facts = (title: string, more: Partial<RoomFacts> = {}): RoomFacts => (
  { room: title, port: 8001, people: 2, password: false, tls: false, title, ...more }
);

pure("FoundRooms keeps each room once, at its easiest address, and no more than its limit", () => {
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

pure("formatRooms lines the rooms up, roomsToJson gives scripts the same", () => {
  const rooms: FoundRoom[] = [
    { ...facts("实验室", { people: 1 }), address: { hostname: "10.0.0.2", port: 8001 } },
    {
      ...facts("Lab", { password: true, tls: true, people: 12 }),
      address: { hostname: "fe80::1%eth0", port: 9000 },
    },
  ];
  assertEquals(formatRooms(rooms, en), [
    "10.0.0.2              1 person  实验室",
    "[fe80::1%eth0]:9000  12 people  Lab (password, TLS)",
  ]);
  assertEquals(formatRooms([], en), []);
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
