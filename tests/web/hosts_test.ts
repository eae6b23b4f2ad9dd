import { assertEquals } from "@std/assert";
import { Hosts } from "../../lib/web/hosts.ts";
import { pure } from "../pure.ts";

pure("Hosts allows names that nobody outside can own, and those that are given", () => {
  const hosts = new Hosts(["PC7.cs.example.edu", "chat.example.com"]);
  for (
    const host of [
      ...[
        "lab-pc",
        "LAB-PC:8001",
        "localhost:8001",
        "192.168.1.20:8001",
        "[::1]:8001",
        "[fe80::1]",
      ],
      ...[
        "lab-pc.local:8001",
        "a.b.localhost",
        "pc.lan",
        "pc.internal",
        "pc.home.arpa",
        "pc.local.",
      ],
      ...["pc7.cs.example.edu:8001", "chat.example.com", "Chat.Example.com.:1"],
    ]
  ) assertEquals(hosts.allows(host), true, host);
});

pure("Hosts allows no others, whatever they look like", () => {
  const hosts = new Hosts(["chat.example.com"]);
  for (
    const host of [
      ...["", "evil.example", "evil.example:8001", "local.evil.example", "lan.com", "notlocal.a"],
      ...[
        "chat.example.com.evil.example",
        "x.chat.example.com",
        "1.2.3.4.evil.example",
        "1.2.3.4.5",
        "999.999.999.999",
      ],
      ...[
        "user@lab-pc",
        "lab-pc/x",
        "lab-pc:8001:1",
        "[evil.example]",
        "[::1].evil.example",
        "a b",
      ],
    ]
  ) assertEquals(hosts.allows(host), false, host);
});
