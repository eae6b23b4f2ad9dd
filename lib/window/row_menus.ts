/**
 * A button on each message, for moderators. In the log, Tab reaches the newest one, and the arrow
 * keys lead from one to the next.
 *
 * @module
 */

import { make } from "./dom.ts";

/** Where a row is made for: the end of the log, above that, or what was found. */
export type Place = "end" | "above" | "found";

/** Options for {@linkcode RowMenus}. */
export interface RowMenusOptions {
  /** What the buttons are called. */
  label: string;
  /** The log. */
  log: HTMLElement;
  /** Makes a button open the menu of a message. */
  attach: (button: HTMLButtonElement, number: number, name: string | undefined) => void;
}

/** The buttons of all messages. */
export class RowMenus {
  readonly #options: RowMenusOptions;
  #isOn = false;
  /** The button that Tab reaches. */
  #reached: HTMLElement | undefined;

  /** Starts without buttons. */
  constructor(options: RowMenusOptions) {
    this.#options = options;
    options.log.addEventListener("keydown", (event) => this.#pressed(event));
  }

  /** Puts the buttons on every message, or takes them away. */
  set isOn(isOn: boolean) {
    if (isOn === this.#isOn) return;
    this.#isOn = isOn;
    document.body.classList.toggle("moderating", isOn);
    for (const button of document.querySelectorAll(".act")) button.remove();
    const rows = document.querySelectorAll<HTMLElement>("[data-number]");
    for (const row of rows) this.dress(row, this.#options.log.contains(row) ? "above" : "found");
    this.#reach([...this.#buttons()].at(-1));
  }

  /** Must be called with each row that is made. */
  dress(row: HTMLElement, place: Place): void {
    const { number, name } = row.dataset;
    if (!this.#isOn || number === undefined) return;
    const { label, attach } = this.#options;
    const button = make("button", "act", "⋯");
    button.ariaLabel = button.title = label;
    attach(button, Number(number), name);
    row.append(button);
    if (place !== "found") button.tabIndex = -1;
    if (place === "end" && this.#reached !== document.activeElement) this.#reach(button);
  }

  /** Must be called when a row was taken out. */
  removed(): void {
    if (this.#isOn && !this.#reached?.isConnected) this.#reach([...this.#buttons()].at(-1));
  }

  #buttons(): NodeListOf<HTMLElement> {
    return this.#options.log.querySelectorAll<HTMLElement>(".act");
  }

  #reach(button: HTMLElement | undefined): void {
    if (this.#reached) this.#reached.tabIndex = -1;
    this.#reached = button;
    if (button) button.tabIndex = 0;
  }

  #pressed(event: KeyboardEvent): void {
    const step = { ArrowUp: -1, ArrowDown: 1 }[event.key];
    if (step === undefined || document.activeElement?.className !== "act") return;
    event.preventDefault();
    const buttons = [...this.#buttons()];
    const next = buttons[buttons.indexOf(document.activeElement as HTMLElement) + step];
    this.#reach(next ?? (document.activeElement as HTMLElement));
    this.#reached!.focus();
  }
}
