import { assertEquals, assertStringIncludes } from "@std/assert";
import {
  type Address,
  addressOfUrl,
  formatAddress,
  formatTarget,
  parseAddress,
} from "../../lib/protocol/address.ts";
import { pure } from "../pure.ts";
import { refused } from "../refused.ts";

pure("parseAddress reads every way an address is written", () => {
  const cases: [text: string, hostname: string, port: number][] = [
    ["", "localhost", 8001],
    [":9000", "localhost", 9000],
    ["lab-pc", "lab-pc", 8001],
    ["lab-pc.example.org:1", "lab-pc.example.org", 1],
    ["192.168.0.7", "192.168.0.7", 8001],
    ["192.168.0.7:65535", "192.168.0.7", 65535],
    ["实验室:8002", "实验室", 8002],
    ["::1", "::1", 8001],
    ["2001:db8::7", "2001:db8::7", 8001],
    ["::ffff:1.2.3.4", "::ffff:1.2.3.4", 8001],
    ["fe80::1%eth0", "fe80::1%eth0", 8001],
    ["[::1]", "::1", 8001],
    ["[::1]:9000", "::1", 9000],
    ["[fe80::1%eth0]:9000", "fe80::1%eth0", 9000],
  ];
  for (const [text, hostname, port] of cases) {
    assertEquals(parseAddress(text), { hostname, port }, text);
  }
});

pure("parseAddress says what is wrong when the port is none", () => {
  for (const port of ["", "0", "65536", "-1", "1.5", "http", "80:90", " 80"]) {
    assertEquals(
      refused(() => parseAddress(`lab-pc:${port}`)),
      `The port of an address takes a whole number from 1 to 65535, not "${port}"`,
    );
  }
});

pure("parseAddress says how addresses are written when a text is none", () => {
  for (
    const text of [
      "lab pc",
      " lab-pc",
      "lab-pc/room",
      "[]",
      "[::1",
      "[::1]x",
    ]
  ) {
    assertStringIncludes(refused(() => parseAddress(text)), `"${text}" is no address: write HOST`);
  }
});

pure("addressOfUrl reads the address of a page, whose port may be left out", () => {
  const cases: [url: string, hostname: string, port: number][] = [
    ["http://lab-pc:8001/", "lab-pc", 8001],
    ["http://lab-pc/", "lab-pc", 80],
    ["https://lab-pc/get", "lab-pc", 443],
    ["http://[fd00::2]:8001", "fd00::2", 8001],
  ];
  for (const [url, hostname, port] of cases) {
    assertEquals(addressOfUrl(new URL(url)), { hostname, port });
  }
});

pure("formatAddress writes an address as the original server did", () => {
  const cases: [address: Address, expected: string][] = [
    [{ hostname: "127.0.0.1", port: 43170 }, "127.0.0.1:43170"],
    [{ hostname: "::ffff:127.0.0.1", port: 43170 }, "127.0.0.1:43170"],
    [{ hostname: "::FFFF:10.0.0.1", port: 1 }, "10.0.0.1:1"],
    [{ hostname: "::1", port: 43170 }, "[::1]:43170"],
    [{ hostname: "lab-pc", port: 8001 }, "lab-pc:8001"],
  ];
  for (const [address, expected] of cases) assertEquals(formatAddress(address), expected);
});

pure("formatTarget leaves the port out when it is the default", () => {
  assertEquals(formatTarget({ hostname: "lab-pc", port: 8001 }), "lab-pc");
  assertEquals(formatTarget({ hostname: "::1", port: 8001 }), "::1");
  assertEquals(formatTarget({ hostname: "lab-pc", port: 9000 }), "lab-pc:9000");
  assertEquals(formatTarget({ hostname: "::1", port: 9000 }), "[::1]:9000");
});

pure("parseAddress reads what formatAddress and formatTarget write", () => {
  for (const hostname of ["lab-pc", "10.0.0.1", "::1", "2001:db8::7"]) {
    for (const port of [8001, 9000]) {
      assertEquals(parseAddress(formatAddress({ hostname, port })), { hostname, port });
      assertEquals(parseAddress(formatTarget({ hostname, port })), { hostname, port });
    }
  }
});
