/**
 * `deno task picture` draws the README's picture, `.github/session.svg`, from a real session of a
 * room, two people and a program of 2014.
 *
 * @module
 */

import { fromSource, Program, Raw, startServer } from "../tests/programs/programs.ts";
import { Pty } from "../tests/programs/pty.ts";
import { screenSvg } from "./screen_svg.ts";
import { ROOT } from "./build.ts";

const SIZE = { columns: 66, rows: 17 };

const command = [...fromSource("client"), "--name", "Alice", "--color", "always"].join(" ");
await using server = await startServer(["--port", "8001"]);
const at = `127.0.0.1:${server.port}`;
await using alice = await Pty.start(`echo '$ chat-client --name Alice'; ${command}`, SIZE, {
  NO_COLOR: "",
});
const seen = (text: string) => alice.until(() => alice.lines.some((line) => line.includes(text)));
await seen("Connect success!");
await using ming = new Program([...fromSource("client"), at, "--name", "小明"]);
await seen("小明");
await ming.type("大家好！\n");
await seen("大家好");
await alice.type("你好，小明！欢迎 👋\r");
await ming.until("stdout", "欢迎");
using original = await Raw.connect(server.port);
await original.send("foo :Hello!");
await seen("Hello!");
await ming.type("/me waves at foo\n");
await seen("waves");
await ming.type("Alice, lunch at noon?\n");
await seen("lunch");
await ming.type("/msg Alice 我请客\n");
await seen("我请客");
await alice.type("/msg 小明 好啊，12 点见");
await alice.until(() => alice.screen.includes("点见‸"));
const drawn = await screenSvg(alice.raw.split("\x1bc")[1]!, SIZE.columns, SIZE.rows);
await Deno.writeTextFile(`${ROOT}.github/session.svg`, drawn);
