/**
 * Asks for one line of text.
 *
 * @module
 */

import { get } from "./dom.ts";

/** A question. */
export interface Question {
  /** What is asked. */
  label: string;
  /** What the button says that answers. */
  act: string;
  /** What is in the field at first. @default nothing */
  value?: string;
  /** The most characters of an answer. */
  max: number;
  /** Takes the answer, trimmed. It may be empty. */
  take: (text: string) => void;
}

/** The dialog of the page. The browser closes it with Escape, and gives the focus back. */
export class AskDialog {
  readonly #dialog = get("dialog#ask");
  readonly #field = get("input#ask-text");
  #take: Question["take"] = () => {};

  /** Starts closed. */
  constructor() {
    const cancel = get("button#ask-cancel");
    cancel.onclick = () => this.#dialog.close();
    // The browser closes it then.
    get("form#ask-form").onsubmit = () => this.#take(this.#field.value.trim());
  }

  /** Asks something. */
  ask({ label, act, value = "", max, take }: Question): void {
    this.#take = take;
    get("span#ask-label").textContent = label;
    get("button#ask-act").textContent = act;
    this.#field.value = value;
    this.#field.maxLength = max;
    this.#dialog.showModal();
    this.#field.select();
  }
}
