import { assertEquals } from "@std/assert";
import { wrapText } from "../../lib/program/columns.ts";
import { pure } from "../pure.ts";

pure("wrapText breaks at blanks and between Chinese characters", () => {
  const table: [text: string, columns: number, rows: string[]][] = [
    ["", 10, [""]],
    ["one two three", 20, ["one two three"]],
    ["one two three", 7, ["one two", "three"]],
    ["one  two", 4, ["one", "two"]],
    ["one\n\ntwo", 10, ["one", "", "two"]],
    ["averylongword x", 5, ["averylongword", "x"]],
    ["  indented line", 12, ["  indented", "line"]],
    ["春眠不觉晓处处", 6, ["春眠不", "觉晓处", "处"]],
    ["春眠不，觉晓", 6, ["春眠", "不，觉", "晓"]], // a comma never begins a row
    ["春眠（不）觉", 6, ["春眠", "（不）", "觉"]], // a bracket never ends one
    ["用 --log 写", 8, ["用 --log", "写"]],
    ["默认：50；0 表示", 9, ["默认：", "50；0 表", "示"]],
  ];
  for (const [text, columns, rows] of table) assertEquals(wrapText(text, columns), rows, text);
});
