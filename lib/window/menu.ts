/**
 * A small menu that a button opens.
 *
 * @module
 */

import { get, make } from "./dom.ts";

/** One thing to choose. */
export interface Choice {
  /** What it is called. */
  label: string;
  /** Called when it is chosen, after the menu was closed. */
  run: () => void;
}

/** The menu of the page. The browser closes it with Escape, and when something else is clicked. */
export class Menu {
  readonly #element = get("div#menu");

  /** Starts closed. */
  constructor() {
    this.#element.onkeydown = (event) => this.#pressed(event);
  }

  /** Makes a button open the menu. `choices` is asked when it does. */
  opensFrom(button: HTMLButtonElement, choices: () => Choice[]): void {
    button.ariaHasPopup = "menu";
    // The browser opens it after the click was handled, and moves the focus there and back.
    button.popoverTargetElement = this.#element;
    button.onclick = () => this.#fill(button, choices());
  }

  #fill(button: HTMLButtonElement, choices: Choice[]): void {
    const items = choices.map(({ label, run }) => {
      const item = make("button", "", label);
      item.role = "menuitem";
      item.tabIndex = -1;
      item.onclick = () => {
        this.#element.hidePopover();
        run();
      };
      return item;
    });
    if (items[0]) items[0].autofocus = true;
    this.#element.replaceChildren(...items);
    this.#element.ariaLabel = button.ariaLabel ?? button.textContent;
    const { left, right, top, bottom } = button.getBoundingClientRect();
    const isLow = top > innerHeight / 2;
    const isRight = left > innerWidth / 2;
    Object.assign(this.#element.style, {
      top: isLow ? "auto" : `${bottom}px`,
      bottom: isLow ? `${innerHeight - top}px` : "auto",
      left: isRight ? "auto" : `${left}px`,
      right: isRight ? `${document.documentElement.clientWidth - right}px` : "auto",
    });
  }

  #pressed(event: KeyboardEvent): void {
    const items = Array.from(this.#element.children) as HTMLElement[];
    const at = items.findIndex((item) => item === document.activeElement);
    const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: -1 }[event.key];
    if (to !== undefined) {
      event.preventDefault();
      items.at(to % items.length)?.focus();
    } else if (event.key === "Tab") this.#element.hidePopover();
  }
}
