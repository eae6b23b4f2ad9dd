import { assertEquals } from "@std/assert";
import { asctime, clockTime } from "../../lib/chat/asctime.ts";
import { pure } from "../pure.ts";

pure("asctime agrees with Python's time.asctime", () => {
  // The strings are what python3 prints for time.asctime of these local times.
  const cases: [date: Date, expected: string][] = [
    [new Date(2014, 4, 23, 10, 15, 30), "Fri May 23 10:15:30 2014"],
    [new Date(2014, 5, 3, 9, 5, 7), "Tue Jun  3 09:05:07 2014"],
    [new Date(2024, 1, 29, 0, 0, 0), "Thu Feb 29 00:00:00 2024"],
    [new Date(2025, 0, 1, 12, 0, 0), "Wed Jan  1 12:00:00 2025"],
    [new Date(2023, 11, 31, 23, 59, 59), "Sun Dec 31 23:59:59 2023"],
    [new Date(2026, 9, 10, 12, 0, 0), "Sat Oct 10 12:00:00 2026"],
  ];
  for (const [date, expected] of cases) assertEquals(asctime(date), expected);
});

pure("asctime keeps its columns on every day of a leap year", () => {
  const weekdays = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];
  const months = [
    "Jan",
    "Feb",
    "Mar",
    "Apr",
    "May",
    "Jun",
    "Jul",
    "Aug",
    "Sep",
    "Oct",
    "Nov",
    "Dec",
  ];
  const lengths = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
  let count = 0; // 2024 began on a Monday.
  for (const [month, length] of lengths.entries()) {
    for (let day = 1; day <= length; day++, count++) {
      const text = asctime(new Date(2024, month, day, 12, 34, 56));
      assertEquals(text.length, 24);
      assertEquals(text.slice(0, 3), weekdays[count % 7]);
      assertEquals(text.slice(4, 7), months[month]);
      assertEquals(text.slice(8, 10), day < 10 ? ` ${day}` : `${day}`);
      assertEquals(text.slice(10), " 12:34:56 2024");
    }
  }
});

pure("clockTime pads each part with a zero", () => {
  const cases: [date: Date, expected: string][] = [
    [new Date(2014, 5, 3, 9, 5, 7), "09:05:07"],
    [new Date(2014, 5, 3, 0, 0, 0), "00:00:00"],
    [new Date(2014, 5, 3, 23, 59, 59), "23:59:59"],
  ];
  for (const [date, expected] of cases) assertEquals(clockTime(date), expected);
});
