/**
 * A lab made of network namespaces: PCs on one switch, and one PC behind a router. What is sent to
 * everyone there reaches nobody else. Takes root on Linux, and `ip` of iproute2.
 *
 * @module
 */

/** The PCs on the switch have the addresses 10.77.0.1, 10.77.0.2 …; the one without IPv4 is `six`. */
export const PCS = ["pc1", "pc2", "pc3", "pc4", "six"] as const;

/** The PC on another subnet, 10.78.0.1, and the router between, 10.77.0.254 and 10.78.0.254. */
export const FAR = ["far", "router"] as const;

/** A PC of the lab. */
export type Pc = typeof PCS[number] | typeof FAR[number];

/** The lab; every namespace is removed when it is disposed of. */
export class Lab implements AsyncDisposable {
  readonly #prefix = `chat-${Deno.pid}-${crypto.randomUUID().slice(0, 4)}-`;

  private constructor() {}

  /** Builds a lab. Throws where that is not permitted. */
  static async build(): Promise<Lab> {
    const lab = new Lab();
    try {
      await run(lab.#script());
      return lab;
    } catch (error) {
      await lab[Symbol.asyncDispose]();
      throw error;
    }
  }

  /** What to start a program with, so that it runs on this PC. */
  on(pc: Pc): string[] {
    return ["ip", "netns", "exec", this.#prefix + pc];
  }

  /** How many datagrams were sent from this PC so far. */
  async datagramsSent(pc: Pc): Promise<number> {
    const counters = await run(
      `${this.on(pc).join(" ")} cat /proc/net/snmp /proc/net/snmp6`,
    );
    const [header, values] = [...counters.matchAll(/^Udp: (.*)$/gm)]
      .map(([, line]) => line!.split(" "));
    const ipv4 = Number(values![header!.indexOf("OutDatagrams")]);
    return ipv4 + Number(/^Udp6OutDatagrams\s+(\d+)/m.exec(counters)?.[1] ?? 0);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    const all = [...PCS, ...FAR, "switch"].map((pc) => `ip netns del ${this.#prefix}${pc}`);
    await run(all.map((command) => `${command} 2>/dev/null || true`).join("\n"));
  }

  #script(): string {
    const name = (pc: string) => this.#prefix + pc;
    const make = (pc: string) => [
      `ip netns add ${name(pc)}`,
      // Or else an IPv6 address is of no use for the first seconds. There may be no IPv6 at all.
      `ip netns exec ${
        name(pc)
      } sh -c 'echo 0 > /proc/sys/net/ipv6/conf/default/accept_dad' || true`,
      `ip -n ${name(pc)} link set lo up`,
    ];
    const plug = (pc: string, i: number) => [
      `ip -n ${name("switch")} link add port${i} type veth peer name eth0 netns ${name(pc)}`,
      `ip -n ${name("switch")} link set port${i} master br0 up`,
      `ip -n ${name(pc)} link set eth0 up`,
    ];
    const all = ["switch", ...PCS, ...FAR];
    const plugged = [...PCS, "router"];
    return [
      "set -e",
      ...all.flatMap(make),
      `ip -n ${name("switch")} link add br0 type bridge mcast_snooping 0`,
      `ip -n ${name("switch")} link set br0 up`,
      ...plugged.flatMap(plug),
      ...PCS.slice(0, -1).flatMap((pc, i) => [
        `ip -n ${name(pc)} addr add 10.77.0.${i + 1}/24 brd + dev eth0`,
        `ip -n ${name(pc)} route add default via 10.77.0.254`,
      ]),
      `ip -n ${name("router")} addr add 10.77.0.254/24 brd + dev eth0`,
      `ip -n ${name("router")} link add eth1 type veth peer name eth0 netns ${name("far")}`,
      `ip -n ${name("router")} addr add 10.78.0.254/24 brd + dev eth1`,
      `ip -n ${name("router")} link set eth1 up`,
      `ip -n ${name("far")} addr add 10.78.0.1/24 brd + dev eth0`,
      `ip -n ${name("far")} link set eth0 up`,
      `ip -n ${name("far")} route add default via 10.78.0.254`,
      `ip netns exec ${name("router")} sh -c 'echo 1 > /proc/sys/net/ipv4/ip_forward'`,
    ].join("\n");
  }
}

/** Why no lab can be built here; undefined if it can. */
export async function whyNoLab(): Promise<string | undefined> {
  if (Deno.build.os !== "linux") return "network namespaces are of Linux";
  try {
    await using _ = await Lab.build();
    return undefined;
  } catch (error) {
    return (error as Error).message;
  }
}

async function run(script: string): Promise<string> {
  const { code, stdout, stderr } = await new Deno.Command("sh", { args: ["-c", script] }).output();
  const [why = "a command failed"] = new TextDecoder().decode(stderr).trim().split("\n");
  if (code !== 0) throw new Error(`cannot make network namespaces: ${why}`);
  return new TextDecoder().decode(stdout);
}
