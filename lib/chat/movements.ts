/**
 * Joins and leaves, gathered while many come or go at once.
 *
 * @module
 */

import type { SessionEvent } from "../session/session_event.ts";
import type { World } from "../session/uplink.ts";

/** How long nobody else must come or go before those who did are shown, in ms. */
export const QUIET_MS = 200;

/** How long people are gathered at most, in ms. */
const LONGEST_MS = 2_000;

/** How many people are gathered at most. */
const MOST = 1_000;

/** Somebody joined or left. */
export type Movement = Extract<SessionEvent, { type: "join" | "leave" }>;

/** People who all joined or all left. */
export interface Movers {
  /** What they did. */
  type: Movement["type"];
  /** Who they are, in the order in which they did it. */
  names: readonly string[];
}

/** Those who have come and gone and are not shown yet. */
export class Movements {
  readonly #world: Pick<World, "setTimer" | "monotonic">;
  readonly #show: (movers: Movers) => void;
  /** Whoever came first stands first. */
  #gathered = new Map<Movement["type"], Set<string>>();
  #since = 0;
  #cancelTimer = () => {};

  /** Starts with nobody. */
  constructor(world: Pick<World, "setTimer" | "monotonic">, show: (movers: Movers) => void) {
    this.#world = world;
    this.#show = show;
  }

  /** Takes an event. What it tells is shown soon. */
  add({ type, name }: Movement): void {
    const sets = [...this.#gathered.values()];
    const count = sets.reduce((sum, { size }) => sum + size, 0);
    // Whoever comes and goes at once must be seen to do it in this order.
    if (count >= MOST || sets.some((names) => names.has(name))) this.flush();
    const now = this.#world.monotonic();
    if (this.#gathered.size === 0) this.#since = now;
    this.#gathered.set(type, (this.#gathered.get(type) ?? new Set()).add(name));
    this.#cancelTimer();
    const wait = Math.min(QUIET_MS, this.#since + LONGEST_MS - now);
    this.#cancelTimer = this.#world.setTimer(() => this.flush(), wait);
  }

  /** Shows them now. Called before anything else is shown, so that all stands in its order. */
  flush(): void {
    if (this.#gathered.size === 0) return;
    this.#cancelTimer();
    const gathered = this.#gathered;
    this.#gathered = new Map();
    for (const [type, names] of gathered) this.#show({ type, names: [...names] });
  }
}
