/**
 * A room of an original server in a fake world: what anybody sends is relayed to everyone as it
 * came, without line endings of its own.
 *
 * @module
 */

import { LineDecoder } from "../../lib/protocol.ts";
import type { Link, LinkEvents, World } from "../../lib/session/uplink.ts";
import type { FakeWorld } from "./fake_world.ts";

/** How long a chunk takes each way, in ms. */
const DELAY_MS = 1;

const encoder = new TextEncoder();

/** An original server, to which every connection of its world leads. */
export class OriginalRoom {
  readonly world: World;
  /** What the sessions sent. */
  readonly sent: string[] = [];
  /** The latest connection. */
  link: Link | undefined;
  /** Called with every chunk that is relayed. */
  onRelay = (_chunk: string) => {};
  readonly #clock: FakeWorld;
  readonly #listeners: ((chunk: string) => void)[] = [];

  /** Time passes as on `clock`. */
  constructor(clock: FakeWorld) {
    this.#clock = clock;
    const { now, monotonic, random } = clock;
    const setTimer = clock.setTimer.bind(clock);
    this.world = { now, monotonic, random, setTimer, dial: (_, events) => this.#accept(events) };
  }

  /** Relays a chunk, which a session or somebody else has sent. */
  relay(chunk: string): void {
    this.onRelay(chunk);
    this.#clock.setTimer(() => this.#listeners.forEach((hear) => hear(chunk)), DELAY_MS);
  }

  /** Has somebody say the same thing again and again, from now on. */
  say(chunk: string, everyMs: number): void {
    this.relay(chunk);
    this.#clock.setTimer(() => this.say(chunk, everyMs), everyMs);
  }

  #accept(events: LinkEvents): Link {
    const link: Link = this.link = {
      send: (text) => {
        this.sent.push(text);
        this.#clock.setTimer(() => this.relay(text), DELAY_MS);
      },
      close: () => {},
    };
    this.#clock.setTimer(() => {
      this.#listeners.push(reader(link, events));
      events.opened();
    }, DELAY_MS);
    return link;
  }
}

/** Cuts chunks into lines as a link does. */
function reader(link: Link, events: LinkEvents): (chunk: string) => void {
  const decoder = new LineDecoder();
  return (chunk) => {
    for (const line of decoder.push(encoder.encode(chunk))) {
      if (typeof line === "string") events.received(line);
    }
    const rest = decoder.takeUnfinished(() => link.isPlain ?? false);
    if (rest !== undefined) events.received(rest);
  };
}
