/**
 * What a tab remembers while it is open: the name, its session, and what was typed. What all tabs
 * remember: whether the sound is on. Where the browser keeps nothing, nothing is remembered.
 *
 * @module
 */

import { parseStay, type Stay } from "../session/stay.ts";

/** What is kept. */
export type Item = "name" | "draft" | "key" | "stay";

/** The memory of this tab. */
export class Tab {
  /** Makes up the key of a session, or is the one that this tab used before it was reloaded. */
  readonly newKey: () => string;
  #key: string | undefined;
  #kept: string | undefined;

  /** Takes the key that was kept for a reload. `makeKey` makes up another. */
  constructor(makeKey: () => string) {
    this.#kept = this.take("key");
    this.newKey = () => {
      this.#key = this.#kept ?? makeKey();
      this.#kept = undefined;
      return this.#key;
    };
  }

  /** Whether the page was reloaded while it was in a room. */
  get isReload(): boolean {
    return this.#kept !== undefined;
  }

  /**
   * Keeps the key of a session and how far it has come for a reload. Only while a page is going,
   * because a duplicated tab gets a copy of everything that is kept, and two sessions with one key
   * take each other's place.
   */
  keepStay(stay: Stay): void {
    if (this.#key !== undefined) this.set("key", this.#key);
    this.set("stay", JSON.stringify(stay));
  }

  /** Keeps nothing more for a reload: the page is back as it was. */
  dropStay(): void {
    this.take("key");
    this.take("stay");
  }

  /** Returns how far the session came before the reload, and keeps that no longer. */
  takeStay(): Stay | undefined {
    return parseStay(this.take("stay") ?? "");
  }

  /** What is kept; undefined for nothing. */
  get(item: Item): string | undefined {
    return orNothing(() => sessionStorage.getItem(item)) ?? undefined;
  }

  /** Keeps something. */
  set(item: Item, value: string): void {
    orNothing(() => sessionStorage.setItem(item, value));
  }

  /** Returns what is kept, and keeps it no longer. */
  take(item: Item): string | undefined {
    const value = this.get(item);
    orNothing(() => sessionStorage.removeItem(item));
    return value;
  }

  /** Whether the sound is on, in this browser. */
  get isSoundOn(): boolean {
    return orNothing(() => localStorage.getItem("sound")) !== "off";
  }

  /** Remembers whether the sound is on. */
  set isSoundOn(isOn: boolean) {
    orNothing(() => localStorage.setItem("sound", isOn ? "on" : "off"));
  }
}

/** A browser that keeps nothing, or no more, throws. */
function orNothing<T>(use: () => T): T | undefined {
  try {
    return use();
  } catch {
    return undefined;
  }
}
