/**
 * The programs' own sentences in Chinese. `{}` stands for a value, `{reason}` for a sentence that
 * is in the table too; they come in the order of the English sentence. A test
 * compares this table with the sentences in the source.
 */
export const CHINESE: Readonly<Record<string, string>> = {
  // The command line.
  [
    `chat-client - join a chat room

Usage: chat-client [OPTIONS] [HOST[:PORT]]

Without HOST the room on this PC is joined, on port {}; if there is none, you are
asked whether to look for one on the network. With input that is not a terminal each
line of it is said, and the end of input ends the program: with 0 once every line was
delivered, with 1 if one could not be.`
  ]: `chat-client - 进入聊天室

用法：chat-client [选项] [主机[:端口]]

不写主机时进入本机的聊天室，端口 {}；本机没有时会问你要不要在网上找。
输入不是终端时，输入的每一行都会发出去，输入结束时程序结束：
全部送达返回 0，有一行没有送达返回 1。`,
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
  "Give the room the password in FILE; the environment variable\nCHAT_PASSWORD does the same":
    "用 FILE 里的密码进入；环境变量 CHAT_PASSWORD 也可以",
  "Join a room that is encrypted": "进入加密的聊天室",
  "The same, and trust the PEM certificate in FILE, the room's own\nfor instance":
    "同上，并信任 FILE 里的 PEM 证书，例如聊天室自己的",
  "--host-room opens a room without TLS; chat-server --tls-cert opens one with it":
    "--host-room 开的聊天室不加密；要加密请用 chat-server --tls-cert",
  "Read at most N lines a second from each connection, after {} at once\n(default: {}; 0: as many as come)":
    "每个连接一次可发 {} 行，之后每秒最多收 N 行\n（默认：{}；0 表示不限）",
  "Take at most N connections (default: {})": "最多接受 N 个连接（默认：{}）",
  "Take at most N connections from one address (default: any number)":
    "同一地址最多接受 N 个连接（默认：不限）",
  "Let in only who gives the password in FILE; the environment\nvariable CHAT_PASSWORD does the same":
    "只让说对 FILE 里密码的人进来；环境变量 CHAT_PASSWORD 也可以",
  "Encrypt everything, with the PEM certificate in FILE": "全部加密，用 FILE 里的 PEM 证书",
  "The PEM key of that certificate": "那个证书的 PEM 私钥",
  "--tls-cert FILE and --tls-key FILE go together: give both":
    "--tls-cert FILE 和 --tls-key FILE 要一起给",
  "What the room is called when someone looks for one (default: this PC's name)":
    "别人找聊天室时看到的名称（默认：本机的名字）",
  "Do not answer those who look for a room on the network": "不回应在网上找聊天室的人",
  "Look for a room on the network and join it; where there are several, ask\nwhich. :PORT in place of HOST looks for rooms at another port":
    "在网上找聊天室并进入；有几个时问你进哪个。\n主机处写“:端口”则找另一个端口上的",
  "With --find: only list the rooms that were found": "与 --find 合用：只列出找到的聊天室",
  "With --find --list: as JSON, for scripts": "与 --find --list 合用：输出 JSON，供脚本使用",
  "Say why HOST, or the room on this PC, may not be joined from here":
    "检查为什么进不了那台主机（或本机）的聊天室",
  "--{} and --{} do not go together: leave one out": "--{} 和 --{} 不能合用：请去掉一个",
  "--list goes with --find": "--list 要与 --find 合用",
  "--json goes with --find --list": "--json 要与 --find --list 合用",
  "--find looks for a room: leave {} out, or write :PORT":
    "--find 会去找聊天室：请去掉 {}，或只写“:端口”",

  // Started by a double click.
  "Your name in the room (Enter alone: {}):": "你在聊天室里的名字（直接回车就叫 {}）：",
  "The room's address (Enter alone looks for one):": "聊天室的地址（直接回车则去找一个）：",
  "Press Enter to close this window": "按回车关闭这个窗口",

  // Finding a room.
  "--find would look for a room on the network": "用 --find 可以在网上找聊天室",
  "No room on this PC. Look on the network? [Y/n]": "本机没有聊天室。在网上找找吗？[Y/n]",
  "No room was found on the network: it may be hidden, or behind a firewall":
    "网上没有找到聊天室：也许它不公开，或被防火墙挡住了",
  'Found "{}", {reason}, at {}': "找到“{}”，{reason}，在 {}",
  "Found {} rooms:": "找到 {} 个聊天室：",
  "1 person": "1 人",
  "{} people": "{} 人",
  "Which one to join is for you to say: chat-client ADDRESS": "进哪一个请你决定：chat-client 地址",
  "Which one? [1-{}, Enter for none]": "进哪一个？[1-{}，直接回车则都不进]",
  "Which one takes a whole number from {} to {}, not {}": "请输入从 {} 到 {} 的整数，而不是 {}",
  "Without the address:      {}  (finds {})": "不写地址：      {}（会找到 {}）",
  "Without this program:     {}": "没有这个程序：  {}",
  "Nobody can find this room without its address: UDP port {}: {reason}":
    "不写地址就找不到这个聊天室：UDP 端口 {}：{reason}",
  "A title has 1 to {} characters; this one has {}":
    "聊天室的名称要有 1 到 {} 个字符；这个有 {} 个",
  "A title cannot hold control characters": "聊天室的名称里不能有控制字符",

  // What a check says.
  "ok": "正常",
  "PROBLEM": "有问题",
  "note": "注意",
  "All is well": "一切正常",
  "One problem was found": "发现 1 个问题",
  "{} problems were found": "发现 {} 个问题",
  "The name {} stands for {}": "主机名 {} 对应 {}",
  "No PC is known here by the name {}: is it spelled right? The server shows its address when it starts":
    "这里不认识叫 {} 的电脑：写对了吗？服务器启动时会显示它的地址",
  "Port {} of {} answers": "端口 {}（{}）有应答",
  "{} is there, but nothing listens on its port {}: is the server running, and on this port?":
    "{} 开着，但它的端口 {} 上没有程序：服务器开了吗？是这个端口吗？",
  'Nothing answers at port {} of {}, though the room "{}" is there: a firewall keeps the port closed; allow chat-server in the firewall of that PC':
    "端口 {}（{}）没有应答，而聊天室“{}”就在那里：防火墙挡住了这个端口；请在那台电脑的防火墙里允许 chat-server",
  "Nothing answers at port {} of {} within {} s: most likely a firewall, of that PC or on the way, keeps it closed; or the PC is off":
    "端口 {}（{}）在 {} 秒内没有应答：多半是那台电脑或路上的防火墙挡住了；也可能那台电脑没开",
  "{} cannot be reached from here ({reason}): is it on, and on the same network?":
    "从这里到不了 {}（{reason}）：它开着吗？在同一个网络里吗？",
  "It is our chat server, version {} of the wire": "是我们的聊天服务器，协议版本 {}",
  "It is our chat server, version {} of the wire, and this client has version {}: use the same version on both":
    "是我们的聊天服务器，协议版本 {}，而这个客户端是版本 {}：请两边用同一个版本",
  "It is our chat server, and wants a password: ask for it there":
    "是我们的聊天服务器，要密码：请向开聊天室的人要",
  "It is an original chat server: you can chat, but it has no private messages and no list of who is here":
    "是最早版本的聊天服务器：可以聊天，但没有悄悄话，也看不到谁在这里",
  "It is our chat server, and wants TLS: join it with --tls":
    "是我们的聊天服务器，用 TLS 加密：进入时加上 --tls",
  "It wants TLS: join it with --tls": "它用 TLS 加密：进入时加上 --tls",
  "It cannot be joined over TLS: {reason}": "不能用 TLS 进入：{reason}",
  "It is not a chat server: it says nothing": "不是聊天服务器：它什么也不说",
  "It is not a chat server: it says {}": "不是聊天服务器：它说 {}",
  "It does not answer those who look for a room (--find): that is turned off there, or a firewall keeps UDP port {} closed":
    "它不回应找聊天室的人（--find）：那边关掉了，或防火墙挡住了 UDP 端口 {}",
  'It answers those who look for a room (--find): "{}", {reason}':
    "它回应找聊天室的人（--find）：“{}”，{reason}",
  "The language is {}; a Windows console is written to in Unicode":
    "系统语言是 {}；向 Windows 控制台输出的是 Unicode",
  "The locale is {} ({}), the encoding UTF-8": "区域设置是 {}（{}），编码 UTF-8",
  "The locale is {} ({}), whose encoding is not UTF-8: Chinese may show as gibberish; set LANG to one that ends in .UTF-8":
    "区域设置是 {}（{}），编码不是 UTF-8：中文可能显示成乱码；请把 LANG 设成以 .UTF-8 结尾的",
  "The locale is {} ({}), which names no encoding; UTF-8 is written: if Chinese shows as gibberish, set LANG to one that ends in .UTF-8":
    "区域设置是 {}（{}），没有写明编码；输出的是 UTF-8：如果中文显示成乱码，请把 LANG 设成以 .UTF-8 结尾的",
  "No locale is set; UTF-8 is written: if Chinese shows as gibberish, set LANG to one that ends in .UTF-8":
    "没有区域设置；输出的是 UTF-8：如果中文显示成乱码，请把 LANG 设成以 .UTF-8 结尾的",
  "Whether Chinese shows in its right width was not tried: no terminal":
    "没有试中文的显示宽度：这里不是终端",
  "This console shows Chinese and emoji in their right widths":
    "这个控制台显示中文和表情的宽度正确",
  "This console does not tell how wide it shows Chinese and emoji. Look for yourself; the two bars should stand one below the other:\n    你好🙂|\n    ------|":
    "这个控制台不说它显示的中文和表情有多宽。请自己看：两条竖线应该上下对齐：\n    你好🙂|\n    ------|",
  "This console shows {} too narrow or too wide: what you type may be drawn in the wrong place; try another terminal, or a font with Chinese":
    "这个控制台把 {} 显示得太窄或太宽：你输入的字可能画错位置；请换一个终端，或用带中文的字体",

  // Starting.
  "Cannot open a room on port {}: {reason}": "不能在端口 {} 上开聊天室：{reason}",
  "Cannot listen on {}: {reason}": "不能在 {} 上监听：{reason}",
  "Cannot use {} as the transcript: {reason}": "不能用 {} 作聊天记录：{reason}",
  "Cannot use {}: {reason}": "不能用 {}：{reason}",
  "Cannot read {}: {reason}": "读不了 {}：{reason}",
  "Cannot take the password: {reason}": "密码不能用：{reason}",
  "{} is empty: a password needs a character or more": "{} 是空的：密码至少要有一个字符",
  "{} must be one line of UTF-8 text without control characters":
    "{} 必须是一行 UTF-8 文字，不能有控制字符",
  "{} is too long: {} bytes, and at most {}": "{} 太长：{} 字节，最多 {} 字节",
  "The password is empty: a password needs a character or more": "密码是空的：至少要有一个字符",
  "The password must be one line of UTF-8 text without control characters":
    "密码必须是一行文字，不能有控制字符",
  "The password is too long: {} bytes, and at most {}": "密码太长：{} 字节，最多 {} 字节",
  "Cannot accept more connections for now: {reason}": "暂时不能接受更多连接：{reason}",
  "too many are in the middle of a TLS handshake": "正在 TLS 握手的太多",
  "too many open files": "打开的文件太多",
  "Connections are accepted again": "又能接受连接了",
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
  "{} messages could not be written, and are lost": "有 {} 条消息没能写入，丢失了",
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
  "this program may not use that": "这个程序不可以用它",
  "no such host name": "没有这个主机名",
  "the server ended the connection": "服务器断开了连接",
  "no TLS answer within {} s": "{} 秒内没有 TLS 应答",
  "nobody answers": "没有人应答",
  "the room is encrypted: --tls joins it": "这个聊天室是加密的：请加上 --tls",
  "the server's certificate has expired": "服务器的证书过期了",
  "the server's certificate is not valid yet; is the clock of this PC right?":
    "服务器的证书还没有生效；本机的时钟对吗？",
  "the server's certificate is for another address than this one": "服务器的证书不是给这个地址的",
  "the server's certificate is one for signing others; it needs basicConstraints=CA:FALSE":
    "服务器的证书是用来签发别的证书的；它需要 basicConstraints=CA:FALSE",
  "nobody this PC trusts vouches for the server's certificate; --tls-ca FILE names one to trust":
    "本机信任的机构都没有担保服务器的证书；可用 --tls-ca FILE 指定信任的证书",
  "the certificate is damaged": "证书损坏了",
  "the server's certificate is not to be trusted": "服务器的证书不可信",
  "the other side does not trust the certificate": "对方不信任这个证书",
  "the other side speaks another version of TLS": "对方用的是另一个版本的 TLS",
  "the other side broke off the TLS handshake": "对方中断了 TLS 握手",
  "the other side does not speak TLS": "对方不用 TLS",
  "the connection ended during the TLS handshake": "连接在 TLS 握手时断了",
  "the certificate and the key do not belong together": "证书和私钥不是一对",
  "there is no PEM certificate in the file": "文件里没有 PEM 证书",
  "there is no unencrypted PEM key in the file": "文件里没有未加密的 PEM 私钥",
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
  "/pass SECRET, --password-file or CHAT_PASSWORD gives the password":
    "用 /pass 密码、--password-file 或 CHAT_PASSWORD 说出密码",
  "refused: {reason}": "被拒绝：{reason}",
  "not sent:": "没有发出：",
  "not delivered: {}": "没有送达：{}",

  // The console.
  "offline": "未连接",
  "password": "密码",
  "search": "查找",
  "not found": "没找到",
  "given up; /connect tries again": "不再重试；/connect 再试一次",
  "Ctrl-C again leaves": "再按一次 Ctrl-C 离开",
  "and {} more on their way": "还有 {} 条正在发送",
  "Cannot read the input: {}": "读不了输入：{}",

  // Commands.
  "join a room; alone: the one before": "进入一个聊天室；不写主机：刚才那个",
  "change your name": "改名",
  "who is here": "看谁在这里",
  "say something to one person alone": "只对一个人说",
  "give the room's password": "说出聊天室的密码",
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
  "The room is full: it takes at most {} connections": "聊天室满了：最多 {} 个连接",
  "The room takes at most {} connections from one address": "聊天室对同一地址最多接受 {} 个连接",
  "This room is not encrypted: join it without TLS": "这个聊天室不加密：进入时不要用 TLS",
  "This room has a password, which your program cannot give: use chat-client":
    "这个聊天室有密码，而你的程序不会说密码：请用 chat-client",
  "This room has a password, and it was not given within {} s":
    "这个聊天室有密码，而你在 {} 秒内没有说出",
  "That is the password": "密码正确",
  "Wrong password; that was the last try on this connection": "密码错了；这个连接不能再试了",
  "Wrong password; 1 try is left": "密码错了；还可以试 1 次",
  "Wrong password; {} tries are left": "密码错了；还可以试 {} 次",
  "The server is closing": "服务器要关了",
};
