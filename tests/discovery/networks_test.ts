import { assertEquals } from "@std/assert";
import {
  broadcastAddress,
  linkZones,
  MAX_WAYS,
  waysToAll,
  wayTo,
} from "../../lib/discovery/networks.ts";
import { pure } from "../pure.ts";

pure("broadcastAddress returns a network's last address, unless the network is too small", () => {
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

pure("waysToAll reaches this PC, every IPv4 network and every link once", () => {
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

pure("wayTo leads to one address, over its link if it has one", () => {
  assertEquals(wayTo("10.0.0.2"), { from: "0.0.0.0", to: "10.0.0.2", zone: "" });
  assertEquals(wayTo("fe80::1%eth0"), { from: "::", to: "fe80::1%eth0", zone: "%eth0" });
});
