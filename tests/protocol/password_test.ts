import { verbatim } from "../../lib/language/language.ts";
import { assertEquals } from "@std/assert";
import { pure } from "../pure.ts";
import { refused } from "../refused.ts";
import { MAX_PASSWORD_BYTES, normalizePassword } from "../../lib/protocol/password.ts";

pure("normalizePassword takes what surrounds a password off, and nothing else", () => {
  const table = [
    ["secret", "secret"],
    ["secret\n", "secret"],
    ["secret\r\n", "secret"],
    ["  two words \n", "two words"],
    ["\ufeffsecret\n", "secret"],
    ["密码👋", "密码👋"],
    // Typed on one PC, and kept in a file on another.
    ["cafe\u0301", "caf\u00e9"],
    ["x".repeat(MAX_PASSWORD_BYTES), "x".repeat(MAX_PASSWORD_BYTES)],
  ];
  for (const [given, password] of table) {
    assertEquals(normalizePassword(given!, verbatim("F")), password);
  }
});

pure("normalizePassword refuses what is none, and does not repeat it", () => {
  const text = "F must be one line of UTF-8 text without control characters";
  const table: [string, string][] = [
    ["", "F is empty: a password needs a character or more"],
    ["\n", "F is empty: a password needs a character or more"],
    ["\ufeff", "F is empty: a password needs a character or more"],
    ["one\ntwo", text],
    ["se\x07cret", text],
    // A file in UTF-16, as old PowerShells write them.
    ["\ufffd\ufffds\0e\0c\0", text],
    [
      "x".repeat(MAX_PASSWORD_BYTES + 1),
      `F is too long: ${MAX_PASSWORD_BYTES + 1} bytes, and at most ${MAX_PASSWORD_BYTES}`,
    ],
  ];
  for (const [given, why] of table) {
    const message = refused(() => normalizePassword(given, verbatim("F")));
    assertEquals(message, why);
  }
});
