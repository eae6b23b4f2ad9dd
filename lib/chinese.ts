/**
 * The programs' own sentences in Chinese. `{}` stands for a value, `{reason}` for a sentence that
 * is in the table too; they come in the order of the English sentence. A test compares this table with the sentences in the source.
 */
export const CHINESE: Readonly<Record<string, string>> = {
  // The command line.
  [
    `chat-client - join a chat room

Usage: chat-client [OPTIONS] [HOST[:PORT]]

Without HOST the room on this PC is joined, on port {}. With input that is not a
terminal each line of it is said, and the end of input ends the program: with 0 once
every line was delivered, with 1 if one could not be.`
  ]: `chat-client - 进入聊天室

用法：chat-client [选项] [主机[:端口]]

不写主机时进入本机的聊天室，端口 {}。输入不是终端时，输入的每一行都会发出去，
输入结束时程序结束：全部送达返回 0，有一行没有送达返回 1。`,
  [
    `chat-server - serve a chat room on this PC

Usage: chat-server [OPTIONS]`
  ]: `chat-server - 在本机开一个聊天室

用法：chat-server [选项]`,
  "Options:": "选项：",
  "Your name in the room (default: {})": "你在聊天室里的名字（默认：{}）",
  "Open a room on this PC, in this same program, and join it": "在本机用这个程序开一个聊天室并进入",
  "How long to go on trying when the room cannot be reached (default: in a\nterminal without end; otherwise {}, and not at all the first time)":
    "连不上时重试多久，单位秒（默认：在终端里一直重试；\n否则 {} 秒，而第一次不重试）",
  "Do not show who joins, leaves and changes names": "不显示谁进来、离开、改名",
  "Show each message on one line: 10:15:30 foo: Hello!": "每条消息只占一行：10:15:30 foo: Hello!",
  "auto, always or never (default: auto, which is in a terminal unless\nNO_COLOR is set)":
    "颜色：auto（自动）、always（总用）、never（不用）\n（默认 auto：在终端里用，除非设了 NO_COLOR）",
  "Ring at what is for you (mention), at every message (all), or never (off)\n(default: mention)":
    "响铃：mention（有人叫你）、all（每条消息）、off（不响）\n（默认 mention）",
  "Only ever write whole lines, for screen readers; so it is when TERM is dumb":
    "只整行输出，适合读屏软件；TERM 为 dumb 时也如此",
  "Speak English (en) or Chinese (zh); default: as this PC does":
    "语言：en 英文，zh 中文；默认与本机相同",
  "Show this text": "显示这段说明",
  "Show the version": "显示版本",
  "Listen on this address only (default: every address of this PC)":
    "只在这个地址上监听（默认：本机的所有地址）",
  "Listen on this TCP port (default: {}); 0 picks a free one":
    "监听这个 TCP 端口（默认：{}）；0 表示任选一个空闲的",
  "Keep the latest N messages for those who come later\n(default: {}; 0 keeps none)":
    "为后来的人保留最近 N 条消息（默认：{}；0 表示不保留）",
  "Write every message to FILE before anyone is shown it, and go on\nfrom what FILE holds at the next start":
    "每条消息先写入 FILE 再给人看；下次启动时从 FILE 接着来",
  "Do not show connections and messages": "不显示谁连接、说了什么",
  "Unknown option {}; --help shows what there is": "没有选项 {}；--help 列出所有选项",
  "Unexpected argument {}; --help shows what there is": "多余的参数 {}；--help 列出所有选项",
  "Option {} takes no value; --help shows what there is": "选项 {} 不带值；--help 列出所有选项",
  "Option {} needs a value: {}; --help shows what there is":
    "选项 {} 要带值：{}；--help 列出所有选项",
  "The port of an address takes a whole number from {} to {}, not {}":
    "地址的端口要是一个从 {} 到 {} 的整数，而不是 {}",
  "{} takes a whole number from {} to {}, not {}": "{} 要一个从 {} 到 {} 的整数，而不是 {}",
  "{} takes one of {}; not {}": "{} 只能是 {} 之一，而不是 {}",
  "{} is no address: write HOST or HOST:PORT, an IPv6 address as [ADDRESS]:PORT":
    "{} 不是地址：请写“主机”或“主机:端口”，IPv6 地址写成“[地址]:端口”",
  '--host-room opens a room on this PC: leave "{}" out, or write :PORT':
    "--host-room 在本机开聊天室：请去掉“{}”，或只写“:端口”",

  // Starting.
  "Cannot open a room on port {}: {reason}": "不能在端口 {} 上开聊天室：{reason}",
  "Cannot listen on {}: {reason}": "不能在 {} 上监听：{reason}",
  "Cannot use {} as the transcript: {reason}": "不能用 {} 作聊天记录：{reason}",
  "Listening on port {} of every address of this PC": "正在本机所有地址的端口 {} 上监听",
  "Listening on {}": "正在 {} 上监听",
  "To join:  {}": "进入：  {}",
  "To join from this PC:     {}": "从本机进入：    {}",
  "To join from another PC:  {}": "从别的电脑进入：{}",
  "The transcript ended in a torn line: its {} bytes are now in {}":
    "聊天记录的最后一行不完整：那 {} 个字节现在在 {}",
  "The transcript goes on after message {}": "聊天记录从第 {} 条消息之后继续",
  "The transcript cannot be written ({reason}); chatting goes on":
    "聊天记录写不进去（{reason}）；聊天照常进行",
  "The transcript is being written again": "聊天记录又能写入了",
  "The transcript: {reason}": "聊天记录：{reason}",
  "another server is using it": "另一个服务器正在用它",
  "it holds something else": "里面是别的东西",
  "another file took its place": "那里换成了别的文件",
  "its messages are out of order before number {}": "第 {} 条之前的消息次序不对",
  "the file was removed or renamed; a new one goes on in its place":
    "文件被删除或改名了；原处新建了一个，接着写",
  "the file was cut short by another program; it goes on": "文件被别的程序截短了；接着写",

  // What is wrong with a connection or a file.
  "the port is in use": "端口已被占用",
  "that address is not one of this PC's": "那不是本机的地址",
  "nothing answers there": "那里没有人应答",
  "no such file or folder": "没有这个文件或文件夹",
  "permission denied": "没有权限",
  "no such host name": "没有这个主机名",
  "the server ended the connection": "服务器断开了连接",
  "no answer within {} s": "{} 秒内没有应答",
  "nothing heard for {} s": "{} 秒没有消息",
  "trying again, /disconnect gives up": "正在重试，/disconnect 放弃",
  "connection lost ({reason}), trying again": "连接断了（{reason}），正在重连",
  "back after {}, 1 message missed": "{} 后连上了，错过 1 条消息",
  "back after {}, {} messages missed": "{} 后连上了，错过 {} 条消息",
  "the server was started anew and has forgotten what was said before":
    "服务器重新启动过，忘了以前说的话",
  "message {} is no longer kept": "第 {} 条消息已不再保留",
  "messages {} to {} are no longer kept": "第 {} 到 {} 条消息已不再保留",
  "the connection broke before the room was known to have got: {}":
    "连接断了，不知道聊天室收到这句没有：{}",
  "the connection broke before {} was known to have got: {}":
    "连接断了，不知道 {} 收到这句没有：{}",

  // People.
  "you are {} now": "你现在叫 {}",
  "{} joined": "{} 进来了",
  "{} left": "{} 离开了",
  "{} is {} now": "{} 改名为 {}",
  "Here: nobody with a name": "在这里的人都还没有名字",
  "Here: {}": "在这里的有：{}",
  ">>> private from": ">>> 悄悄话，来自",
  ">>> private to": ">>> 悄悄话，发给",
  "this room has a password": "这个聊天室有密码",
  "refused: {reason}": "被拒绝：{reason}",
  "not sent:": "没有发出：",
  "not delivered:": "没有送达：",

  // The console.
  "offline": "未连接",
  "search": "查找",
  "not found": "没找到",
  "Ctrl-C again leaves": "再按一次 Ctrl-C 离开",
  "and {} more on their way": "还有 {} 条正在发送",
  "Cannot read the input: {}": "读不了输入：{}",

  // Commands.
  "join a room": "进入一个聊天室",
  "change your name": "改名",
  "who is here": "看谁在这里",
  "say something to one person alone": "只对一个人说",
  "say what you do: /me waves": "说你在做什么：/me 挥手",
  "do not show what NAME says; again: show it; alone: whom you ignore":
    "不看某人说的话；再来一次：又看；不写名字：看你屏蔽了谁",
  "clear the screen": "清屏",
  "leave the room": "离开聊天室",
  "leave the room and the program": "离开聊天室并结束程序",
  "this list": "显示这个列表",
  "Anything else is said to everyone; //text says /text":
    "其他的话都会说给所有人；//文字 说的是“/文字”",
  "You ignore nobody": "你没有屏蔽任何人",
  "You ignore: {}": "你屏蔽了：{}",
  "You ignore {}; /ignore {} again shows what they say": "屏蔽了 {}；再输入 /ignore {} 就又能看到",
  "You no longer ignore {}": "不再屏蔽 {}",
  "You cannot ignore yourself": "不能屏蔽自己",
  "Write /msg NAME TEXT": "请写：/msg 名字 内容",
  "Write /me ACTION, like /me waves": "请写：/me 动作，例如 /me 挥手",
  "You are in no room": "你不在聊天室里",
  "You are in no room: /connect joins one": "你不在聊天室里：用 /connect 进入",
  "After {} comes a space; to say this as text, begin it with //":
    "{} 后面要有空格；想原样说出来，就以 // 开头",
  "Unknown command {}: there are {}; {} says it as text": "没有命令 {}：有 {}；{} 则原样说出",
  "Too long: with your name it takes {} bytes, and a line holds at most {}":
    "太长：连名字共 {} 字节，一行最多 {} 字节",
  "This room's server is an original one: it knows no {}":
    "这个聊天室的服务器是最早的版本，不懂 {}",
  "Not connected just now": "现在没有连接",
  "1 line has not been delivered yet; {} again drops it": "还有 1 行没有送达；再输入 {} 就丢掉它",
  "{} lines have not been delivered yet; {} again drops them":
    "还有 {} 行没有送达；再输入 {} 就丢掉它们",

  // What is wrong with a name or a line.
  "A name needs 1 to {} characters; this one is empty": "名字要有 1 到 {} 个字符，不能是空的",
  "A name holds at most {} characters; this one has {}": "名字最多 {} 个字符，这个有 {} 个",
  "A name cannot start with * or /": "名字不能以 * 或 / 开头",
  "A name cannot hold control or invisible characters": "名字里不能有控制字符或看不见的字符",
  'A name cannot hold " :", which ends a name': "名字里不能有“ :”，名字到那里就结束了",
  "A name needs at least one visible character": "名字里至少要有一个看得见的字符",
  "A line holds at most {} bytes; yours is longer and was left out":
    "一行最多 {} 字节；你的更长，没有发出",
  "Your last line had no line ending and was left out": "最后一行没有换行符，没有发出",
  "A line holds at most {} bytes; yours would be {}": "一行最多 {} 字节；你的会有 {} 字节",

  // What our server says.
  "Cannot relay a line that starts with *: only the server says such lines":
    "不能转发以 * 开头的行：只有服务器才这样说话",
  "Cannot send a private message without a name: take one with /name NAME":
    "没有名字不能说悄悄话：用“/name 名字”取一个",
  "Nobody here is called {}; /who tells who is here": "这里没有人叫 {}；/who 看谁在这里",
  "{}'s program cannot show private messages": "{} 的程序不能显示悄悄话",
  "{} is not reading; the message was not delivered": "{} 那边没有在读；消息没有送达",
  "The server is closing": "服务器要关了",
};
