/**
 * The sentences that only the programs say, in Chinese. The English ones are in `program_en.ts`.
 *
 * @module
 */

import type { programEn } from "./program_en.ts";
import { spaced } from "./zh.ts";

/** One function per sentence, as in `programEn`. */
export const programZh = {
  // --- Parts of sentences -----------------------------------------------------------------------

  people: (count: number) => `${count} 人`,
  and: (items: readonly string[]) => items.join("和"),

  // --- Help on the command line -----------------------------------------------------------------

  clientHead: (port: number) =>
    `chat-client - 进入聊天室

用法：chat-client [选项] [主机[:端口]]

不写主机时进入本机的聊天室，端口 ${port}；本机没有时会问你要不要在网上找。\
输入不是终端时，输入的每一行都会发出去，输入结束时程序结束：全部送达返回 0，有一行没有送达返回 1。`,
  serverHead: () =>
    `chat-server - 在本机开一个聊天室

用法：chat-server [选项]`,
  optionsTitle: () => "选项：",
  helpName: (name: string) => `你在聊天室里的名字（默认：${name}）`,
  helpHostRoom: () => "在本机用这个程序开一个聊天室并进入",
  helpFind: () => "在网上找聊天室并进入；有几个时问你进哪个。主机处写“:端口”则找另一个端口上的",
  helpList: () => "与 --find 合用：只列出找到的聊天室",
  helpJson: () => "与 --find --list 合用：输出 JSON，供脚本使用",
  helpCheck: () => "检查为什么进不了那台主机（或本机）的聊天室",
  helpGivePassword: () => "用 FILE 里的密码进入；环境变量 CHAT_PASSWORD 也可以",
  helpTls: () => "进入加密的聊天室",
  helpTlsCa: () => "同上，并信任 FILE 里的 PEM 证书，例如聊天室自己的",
  helpRetry: (seconds: number) =>
    `连不上时重试多久，单位秒（默认：在终端里一直重试；否则 ${seconds} 秒，而第一次不重试）`,
  helpWait: (seconds: number) =>
    `输入结束后，等服务器显示收到了这些话，单位秒，从它最后一次显示算起（默认：${seconds}）`,
  helpNoPresence: () => "不显示谁进来、离开、改名",
  helpCompact: () => "每条消息只占一行：10:15:30 foo: Hello!",
  helpColor: () =>
    "颜色：auto（自动）、always（总用）、never（不用）（默认 auto：在终端里用，除非设了 NO_COLOR）",
  helpBell: () => "响铃：mention（有人叫你）、all（每条消息）、off（不响）（默认 mention）",
  helpPlain: () => "只整行输出，适合读屏软件；TERM 为 dumb 时默认如此",
  helpLang: () => "语言：en 英文，zh 中文；默认与本机相同",
  helpHelp: () => "显示这段说明",
  helpVersion: () => "显示版本",
  helpCompletions: () => "输出让 shell 补全这些选项的脚本：bash、zsh 或 fish",
  helpMan: () => "输出手册页，可交给 man -l -",
  helpHost: () => "只在这个地址上监听（默认：本机的所有地址）",
  helpPort: (port: number) => `监听这个 TCP 端口（默认：${port}）；0 表示任选一个空闲的`,
  helpHistory: (count: number) => `为后来的人保留最近 N 条消息（默认：${count}；0 表示不保留）`,
  helpLog: () => "每条消息先写入 FILE 再给人看；下次启动时从 FILE 接着来",
  helpTitle: () => "别人找聊天室时看到的名称（默认：本机的名字）",
  notHostName: (quoted: string) =>
    `--allow-host 要写一个名字，例如 chat.example.com，不带端口：${quoted}`,
  helpAllowHost: () => "浏览器也可以用这个名字打开聊天室；只有真正的域名才需要。可以写多次",
  helpNoWindow: () => "不提供 HTTP 服务：浏览器和 curl 都不能用",
  helpNoDiscovery: () => "不回应在网上找聊天室的人",
  helpRate: (burst: number, rate: number) =>
    `每个连接一次可发 ${burst} 行，之后每秒最多收 N 行（默认：${rate}；0 表示不限）`,
  helpMaxClients: (count: number) => `最多接受 N 个连接（默认：${count}）`,
  helpMaxPerAddress: () => "同一地址最多接受 N 个连接（默认：不限）",
  helpAskPassword: () => "只让说对 FILE 里密码的人进来；环境变量 CHAT_PASSWORD 也可以",
  helpModeratorPassword: () =>
    "谁用 /moderate 说对 FILE 里的密码，谁就是管理员；环境变量 CHAT_MODERATOR_PASSWORD 也可以",
  helpKickMinutes: (minutes: number) =>
    `被管理员请出的人 N 分钟内不能再来（默认 ${minutes}）；0 表示马上可以再来`,
  helpKickBy: () =>
    "按地址（address）还是按名字（name）认出被请出或禁言的人（默认 address）；许多人共用一个地址时用 name",
  helpTlsCert: () => "全部加密，用 FILE 里的 PEM 证书",
  helpTlsKey: () => "那个证书的 PEM 私钥",
  helpFsync: () => "与 --log 同用：每条消息先落到磁盘再给人看",
  helpQr: () =>
    "把聊天室的地址画成二维码：always（总画）、never（不画）、auto（终端够大才画；默认）",
  helpQrOfHosted: () => "与 --host-room 同用：把地址画成二维码：auto、always 或 never",
  helpNoPrograms: () => "不在 /get 提供与本程序放在一起的程序",
  helpQuiet: () => "不显示谁连接、谁进来和离开、说了什么",

  // --- What is wrong with a command line --------------------------------------------------------

  unknownOption: (option: string) => `没有选项 ${option}；--help 列出所有选项`,
  unexpectedArgument: (quoted: string) => `多余的参数 ${quoted}；--help 列出所有选项`,
  optionTakesNoValue: (option: string) => `选项 ${option} 不带值；--help 列出所有选项`,
  optionNeedsValue: (option: string, usage: string) =>
    `选项 ${option} 要带值：${usage}；--help 列出所有选项`,
  notOneOf: (what: string, choices: string, quoted: string) =>
    `${spaced(what)}只能是 ${choices} 之一，而不是 ${quoted}`,
  optionsExclude: (one: string, other: string) => `${one} 和 ${other} 不能合用：请去掉一个`,
  listNeedsFind: () => "--list 要与 --find 合用",
  jsonNeedsList: () => "--json 要与 --find --list 合用",
  findNeedsNoHost: (quoted: string) => `--find 会去找聊天室：请去掉 ${quoted}，或只写“:端口”`,
  hostRoomNeedsNoHost: (hostname: string) =>
    `--host-room 在本机开聊天室：请去掉“${hostname}”，或只写“:端口”`,
  hostRoomHasNoTls: () => "--host-room 开的聊天室不加密；要加密请用 chat-server --tls-cert",
  fsyncNeedsLog: () => "--fsync 要和 --log FILE 同用",
  certNeedsKey: () => "--tls-cert FILE 和 --tls-key FILE 要一起给",
  titleLength: (max: number, length: number) =>
    `聊天室的名称要有 1 到 ${max} 个字符；这个有 ${length} 个`,
  titleControl: () => "聊天室的名称里不能有控制字符",

  // --- After a double click ---------------------------------------------------------------------

  askName: (name: string) => `你在聊天室里的名字（直接回车就叫 ${name}）：`,
  askAddress: () => "聊天室的地址（直接回车则去找一个）：",
  pressEnter: () => "按回车关闭这个窗口",

  // --- Finding a room ---------------------------------------------------------------------------

  findHint: () => "用 --find 可以在网上找聊天室",
  askLook: () => "本机没有聊天室。在网上找找吗？[Y/n]",
  noRoomFound: () => "网上没有找到聊天室：也许它不公开，或被防火墙挡住了",
  foundRoom: (title: string, people: string, address: string) =>
    `找到“${title}”，${people}，在 ${address}`,
  foundRooms: (count: number) => `找到 ${count} 个聊天室：`,
  chooseByAddress: (command: string) => `选一个进入：${command}`,
  hostRoomHint: (command: string) => `在本机开一个聊天室：${command}`,
  roomRunsAlready: (port: number) => `本机端口 ${port} 上已经开着聊天室：进入那一个`,
  askWhich: (count: number) => `进哪一个？[1-${count}，直接回车则都不进]`,
  whichOne: () => "序号",
  needsPassword: () => "密码",

  // --- A check ----------------------------------------------------------------------------------

  markGood: () => "正常",
  markBad: () => "有问题",
  markUnknown: () => "注意",
  problemsFound: (count: number) => count === 0 ? "一切正常" : `发现 ${count} 个问题`,
  nameStandsFor: (hostname: string, addresses: string) => `主机名 ${hostname} 对应 ${addresses}`,
  nameUnknown: (hostname: string) =>
    `这里不认识叫 ${hostname} 的电脑：写对了吗？服务器启动时会显示它的地址`,
  portAnswers: (port: number, host: string) => `端口 ${port}（${host}）有应答`,
  portRefuses: (port: number, host: string) =>
    `${host} 开着，但它的端口 ${port} 上没有程序：服务器开了吗？是这个端口吗？`,
  portSilentRoomThere: (port: number, host: string, title: string) =>
    `端口 ${port}（${host}）没有应答，而聊天室“${title}”就在那里：防火墙挡住了这个端口；` +
    "请在那台电脑的防火墙里允许 chat-server",
  portSilent: (port: number, host: string, seconds: number) =>
    `端口 ${port}（${host}）在 ${seconds} 秒内没有应答：多半是那台电脑或路上的防火墙挡住了；` +
    "也可能那台电脑没开",
  hostUnreachable: (host: string, reason: string) =>
    `从这里到不了 ${host}（${reason}）：它开着吗？在同一个网络里吗？`,
  isOurServer: (version: number) => `是我们的聊天服务器，协议版本 ${version}`,
  isOtherVersion: (version: number, ours: number) =>
    `是我们的聊天服务器，协议版本 ${version}，而这个客户端是版本 ${ours}：请两边用同一个版本`,
  isLocked: () => "是我们的聊天服务器，要密码：请向开聊天室的人要",
  isOriginal: () => "是最早版本的聊天服务器：可以聊天，但没有悄悄话，也看不到谁在这里",
  isOurTls: (option: string) => `是我们的聊天服务器，用 TLS 加密：进入时加上 ${option}`,
  isTls: (option: string) => `它用 TLS 加密：进入时加上 ${option}`,
  tlsCaOption: () => "--tls-ca FILE，FILE 是它的证书的副本",
  isUntrusted: (reason: string) => `不能用 TLS 进入：${reason}`,
  isSilentStranger: () => "不是聊天服务器：它什么也不说",
  isStranger: (quoted: string) => `不是聊天服务器：它说 ${quoted}`,
  isNotFindable: (port: number) =>
    `它不回应找聊天室的人（--find）：那边关掉了，或防火墙挡住了 UDP 端口 ${port}`,
  isFindable: (title: string, people: string) =>
    `它回应找聊天室的人（--find）：“${title}”，${people}`,
  localeWindows: (language: string) => `系统语言是 ${language}；向 Windows 控制台输出的是 Unicode`,
  localeUtf8: (value: string, variable: string) => `区域设置是 ${value}（${variable}），编码 UTF-8`,
  localeNotUtf8: (quoted: string, variable: string) =>
    `区域设置是 ${quoted}（${variable}），编码不是 UTF-8：中文可能显示成乱码；` +
    "请把 LANG 设成以 .UTF-8 结尾的",
  localeNoEncoding: (quoted: string, variable: string) =>
    `区域设置是 ${quoted}（${variable}），没有写明编码；输出的是 UTF-8：如果中文显示成乱码，` +
    "请把 LANG 设成以 .UTF-8 结尾的",
  localeUnset: () =>
    "没有区域设置；输出的是 UTF-8：如果中文显示成乱码，请把 LANG 设成以 .UTF-8 结尾的",
  widthNotTried: () => "没有试中文的显示宽度：这里不是终端",
  widthRight: () => "这个控制台显示中文和表情的宽度正确",
  widthUnknown: () =>
    "这个控制台不说它显示的中文和表情有多宽。请自己看：两条竖线应该上下对齐：\n" +
    "    你好🙂|\n    ------|",
  widthWrong: (samples: string) =>
    `这个控制台把 ${samples} 显示得太窄或太宽：你输入的字可能画错位置；` +
    "请换一个终端，或用带中文的字体",

  // --- Who comes and goes, for the server's console ----------------------------------------------

  joinedFrom: (name: string, address: string) => `${name} 进来了，来自 ${address}`,
  leftBehind: (name: string, count: number) => `${name} 离开了；还有 ${count} 人`,

  // --- Starting and serving ---------------------------------------------------------------------

  cannotOpenRoom: (port: number, reason: string) => `不能在端口 ${port} 上开聊天室：${reason}`,
  cannotListen: (where: string, reason: string) => `不能在 ${where} 上监听：${reason}`,
  cannotUseTranscript: (path: string, reason: string) => `不能用 ${path} 作聊天记录：${reason}`,
  cannotUse: (path: string, reason: string) => `不能用 ${path}：${reason}`,
  cannotRead: (path: string, reason: string) => `读不了 ${path}：${reason}`,
  cannotTakePassword: (reason: string) => `密码不能用：${reason}`,
  cannotReadInput: (reason: string) => `读不了输入：${reason}`,
  listeningEverywhere: (port: number) => `正在本机所有地址的端口 ${port} 上监听`,
  listeningOn: (address: string) => `正在 ${address} 上监听`,
  inBrowser: (url: string) => `用浏览器打开：  ${url}`,
  toJoin: (command: string) => `进入：          ${command}`,
  toJoinHere: (command: string) => `从本机进入：    ${command}`,
  toJoinThere: (command: string) => `从别的电脑进入：${command}`,
  toJoinByFinding: (command: string, title: string) =>
    `不写地址：      ${command}（会找到 ${title}）`,
  toJoinWithout: (command: string) => `没有这个程序：  ${command}`,

  // --- A room, on the command line ---------------------------------------------------------------

  passwordHint: () => "用 /pass 密码、--password-file 或 CHAT_PASSWORD 说出密码",
  noReceipts: (seconds: number) =>
    `服务器 ${seconds} 秒没有显示收到了说的话；用 --wait 秒数 可以等得更久`,

  // --- The page that hands out the programs -----------------------------------------------------

  getTitle: (title: string) => `进入聊天室“${title}”`,
  getInBrowser: () => "用浏览器进入（手机也行），请打开",
  getDownload: () => "下载",
  getAll: () => "所有文件",
  getFile: () => "文件",
  getSize: () => "大小",
  getMac: (arch: string): string => arch === "arm64" ? "macOS，苹果芯片" : "macOS，英特尔芯片",
  getPowerShell: (system: string) => `${system}，在 PowerShell 里`,
  getExtract: () => "右键点击压缩包，选“全部解压缩”。",
  getSmartScreen: () =>
    "双击 chat-client。程序没有代码签名，Windows 会警告：点“更多信息”，再点“仍要运行”。",
  getAddress: (target: string) => `它问地址时，输入 ${target}`,
  getTerminal: () => "在下载的文件夹里打开终端。",
  getUnpack: () => "解压。",
  getQuarantine: () => "macOS 会拦住没有代码签名的程序；放行这一个。",
  getChmod: () => "让它可以运行。",
  getRun: () => "进入聊天室。",
  getResume: () => "下载中断了，可以接着下：",
  getNothing: () => "这个服务器旁边没有程序。聊天室的主人可以把发布的压缩包放在那里。",
  getFromSource: () =>
    "这个服务器从源码运行。deno task compile:all 会在 dist/ 里生成程序；在那里启动的服务器就会提供下载。",

  // --- What is wrong with a socket or a file -----------------------------------------------------

  portInUse: () => "端口已被占用",
  notThisPc: () => "那不是本机的地址",
  notAllowed: () => "这个程序不可以用它",
  noSuchHost: () => "没有这个主机名",
  tooManyFiles: () => "打开的文件太多",
  serverTakesNothing: () => "服务器不接收发给它的内容",
  noAnswer: (seconds: number) => `${seconds} 秒内没有应答`,
  noTlsAnswer: (seconds: number) => `${seconds} 秒内没有 TLS 应答`,
  roomIsEncrypted: () =>
    "这个聊天室是加密的：请加上 --tls-ca FILE，FILE 是它的证书的副本；公共机构签发的证书用 --tls",
  certificateExpired: () => "服务器的证书过期了",
  certificateEarly: () => "服务器的证书还没有生效；本机的时钟对吗？",
  certificateElsewhere: () => "服务器的证书不是给这个地址的",
  certificateSigns: () => "服务器的证书是用来签发别的证书的；它需要 basicConstraints=CA:FALSE",
  certificateUnknown: () => "服务器的证书不受信任；请用 --tls-ca FILE 指定它",
  certificateDamaged: () => "证书损坏了",
  certificateBad: () => "服务器的证书不可信",
  certificateRefused: () => "对方不信任这个证书",
  tlsVersion: () => "对方用的是另一个版本的 TLS",
  tlsBrokenOff: () => "对方中断了 TLS 握手",
  tlsNotSpoken: () => "对方不用 TLS",
  tlsEnded: () => "连接在 TLS 握手时断了",
  keyMismatch: () => "证书和私钥不是一对",
  noCertificate: () => "文件里没有 PEM 证书",
  noKey: () => "文件里没有未加密的 PEM 私钥",

  // --- The transcript ----------------------------------------------------------------------------

  transcriptTorn: (bytes: number, path: string) =>
    `聊天记录的最后一行不完整：那 ${bytes} 个字节现在在 ${path}`,
  transcriptGoesOn: (number: number) => `聊天记录从第 ${number} 条消息之后继续`,
  transcriptInUse: () => "另一个服务器正在用它",
  transcriptForeign: () => "里面是别的东西",
  transcriptReplaced: () => "那里换成了别的文件",
  transcriptOutOfOrder: (number: number) => `第 ${number} 条之前的消息次序不对`,

  // --- What a server reports ---------------------------------------------------------------------

  cannotAccept: (reason: string) => `暂时不能接受更多连接：${reason}`,
  tooManyHandshakes: () => "正在 TLS 握手的太多",
  acceptingAgain: () => "又能接受连接了",
  notFindable: (port: number, reason: string) =>
    `不写地址就找不到这个聊天室：UDP 端口 ${port}：${reason}`,
  bug: (stack: string) => `程序错误：${stack}`,

  // --- What moderators did, for the server's console ---------------------------------------------

  actKicked: (by: string, name: string, reason: string) =>
    `${by} 请出了 ${name}${reason === "" ? "" : `：${reason}`}`,
  actMuted: (by: string, name: string) => `${by} 禁止了 ${name} 发言`,
  actUnmuted: (by: string, name: string) => `${by} 允许了 ${name} 发言`,
  actFloorModerators: (by: string) => `${by} 只让管理员发言`,
  actFloorEveryone: (by: string) => `${by} 让所有人发言`,
  actFloorLeft: () => "所有人又可以发言了：管理员离开已有两分钟",
  actTopic: (by: string, text: string) =>
    text === "" ? `${by} 取消了话题` : `${by} 定了话题：${text}`,
  actRemoved: (by: string, number: number) => `${by} 删除了第 ${number} 条消息`,

  // --- Answers over HTTP -------------------------------------------------------------------------

  noWebsite: (command: string) => `这里是聊天室，不是网站。用 chat-client 加入，或者用：${command}`,
  webNotFound: () => "这个地址下什么也没有",
  webMethod: (methods: string) => `这个地址只接受 ${methods}`,
  webForeignHost: (host: string) =>
    `这个聊天室不叫 ${host}；聊天室的主人可以用“--allow-host 名字”添加名字`,
  webSocketOnly: () => "这个地址只接受 WebSocket",
  webForeignPage: (own: string) => `只有聊天室自己的网页 ${own} 可以进入`,
  webNoPage: (reason: string) => `聊天室的网页打不开：${reason}`,
  webHeadLate: (seconds: number) => `请求在 ${seconds} 秒内没有发完`,
  webHeadTooLarge: (bytes: number, lines: number) =>
    `请求的头最多 ${lines} 行，每行最多 ${bytes} 字节`,
  webHistoryQuery: () => "这个地址后面只能写 ?n=N：要最近的 N 条消息",
  webMalformed: () => "这不是 HTTP/1.1 的请求",
  webVersion: () => "这个聊天室只支持 HTTP/1.1",
  webLengthNeeded: () => "带正文的请求要写明 Content-Length",
  webBodyTooLarge: (max: number) => `这个请求的正文最多 ${max} 字节`,
  webForeignOrigin: () => "别的网站的页面不能在这里说话",
  webNameNeeded: () => "是谁说的？请在 Name 头里写上名字：curl -H 'Name: bot'",
  webNameTaken: (quoted: string) => `已经有人叫 ${quoted}；请换个名字说`,
  webNothingSaid: () => "这个请求的正文就是要说的话，而它是空的",
  webOneLine: () => "一个请求只说一行；多行请分别发送",
  webPasswordNeeded: () => "这个聊天室有密码；请写在 Authorization: Bearer 密码 这个头里",
  webPasswordWrong: () => "密码不对",
  webNoPrograms: () => "这个聊天室不提供程序下载",
  webTooManyDownloads: (max: number) => `同时下载的太多，或者同一地址超过了 ${max} 个；请稍后再试`,
  webNoSuchRange: (bytes: number) => `这个文件有 ${bytes} 字节，没有所要的部分`,
  webBug: () => "服务器出了错；它的主人已经知道了",

  // --- A room in a terminal ----------------------------------------------------------------------

  offline: () => "未连接",
  interruptAgain: () => "再按一次 Ctrl-C 离开",
  givenUp: () => "不再重试；/connect 再试一次",
  password: () => "密码",
  search: () => "查找",
  notFound: () => "没找到",
  whoListsAll: () => "/who 列出所有人",
  privateFrom: () => "悄悄话，来自",
  privateTo: () => "悄悄话，发给",
  originalKnowsNo: (command: string) => `这个聊天室的服务器是最早的版本，不懂 ${command}`,
  closesRoom: (count: number) => `你开的聊天室里还有 ${count} 个人；再输入 /quit 就关掉它`,
  aboutKeys: () =>
    "按键：Tab 补全名字和命令，按两次列出可选的；上、下箭头调出说过的话，Ctrl-R 查找\n" +
    "说过的话；Ctrl-L 重画屏幕；Ctrl-C 清掉这一行，按两次离开；空行按 Ctrl-D 离开\n" +
    "/last 和 /find 会给管理员显示每条消息的编号",
  cannotStop: () => "用 task 启动时 Ctrl-Z 不起作用：终端会被占住",
} satisfies typeof programEn;
