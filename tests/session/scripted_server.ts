/**
 * A server in a fake world that sends what a test says and answers nothing by itself.
 *
 * @module
 */

import type { LinkEvents, World } from "../../lib/session/uplink.ts";
import { FakeWorld } from "./fake_world.ts";

/** A server with one connection at a time, which is open as soon as time passes. */
export class ScriptedServer {
  /** Only its clock is used. */
  readonly clock = new FakeWorld();
  readonly world: World;
  /** What was sent to it. */
  readonly sent: string[] = [];
  /** How often it was dialled. */
  dialled = 0;
  #events: LinkEvents | undefined;

  constructor() {
    const { clock } = this;
    const { now, monotonic, random } = clock;
    const setTimer = clock.setTimer.bind(clock);
    const dial: World["dial"] = (_, events) => {
      this.dialled++;
      this.#events = events;
      setTimer(() => events.opened(), 1);
      return {
        send: (text) => void this.sent.push(text),
        close: () => void (this.#events = undefined),
      };
    };
    this.world = { now, monotonic, random, setTimer, dial };
  }

  /** Sends lines, if the connection is still open. */
  say(...lines: string[]): void {
    for (const line of lines) this.#events?.received(line);
  }
}
