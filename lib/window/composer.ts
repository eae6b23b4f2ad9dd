/**
 * Where messages are typed. What was typed is never lost: it stays until it was taken, and while the
 * page is loaded again.
 *
 * @module
 */

import { holdsSecret } from "../chat/holds_secret.ts";
import type { PageLanguage } from "../language/window_language.ts";
import { Refusal } from "../protocol.ts";
import { get, onSubmit } from "./dom.ts";
import type { Tab } from "./tab.ts";

/** How many lines can be recalled. */
const MAX_RECALLED = 100;

/** How many rows the field has at most. */
const MAX_ROWS = 8;

/** Options for a {@linkcode Composer}. */
export interface ComposerOptions {
  /** Remembers what is typed. */
  tab: Tab;
  /** The language of the page. */
  language: PageLanguage;
  /**
   * Takes a line. `isText`: it is one of several and no command. Throws a {@linkcode Refusal} if it
   * cannot be taken.
   */
  send: (line: string, isText: boolean) => void;
}

/** The field of the page. */
export class Composer {
  readonly #options: ComposerOptions;
  readonly #field = get("textarea#message");
  readonly #refusal = get("p#refusal");
  #said: string[] = [];
  /** Which of the lines is recalled, counted from the latest; 0 is none. */
  #recalled = 0;
  /** The latest beginning of a command that was put there. Another may take its place. */
  #begun = "";

  /** Starts with what was typed before the page was loaded again. */
  constructor(options: ComposerOptions) {
    this.#options = options;
    this.#set(options.tab.get("draft") ?? "");
    this.#field.oninput = () => this.#typed();
    this.#field.onkeydown = (event) => this.#pressed(event);
    onSubmit(get("form#say-form"), () => this.#submit());
  }

  /** Moves the focus there. */
  focus(): void {
    this.#field.focus();
  }

  /** Puts the beginning of a command before what is typed, unless that is a command already. */
  begin(text: string): void {
    const { value } = this.#field;
    this.#field.focus();
    const typed = value.startsWith(this.#begun) ? value.slice(this.#begun.length) : value;
    if (typed.trimStart().startsWith("/")) return;
    this.#set(text + typed);
    this.#begun = text;
  }

  /** Gives back a line that the server refused, if nothing else is typed, and says why. */
  giveBack(line: string, refusal: Refusal | string): void {
    if (this.#field.value === "") this.#set(line);
    this.refuse(refusal);
  }

  /** Says beside the field why something cannot be done. An empty text says nothing. */
  refuse(refusal: Refusal | string): void {
    const { t } = this.#options.language;
    this.#refusal.textContent = typeof refusal === "string" ? refusal : refusal.sentence(t);
  }

  /** Runs something. If it throws a {@linkcode Refusal}, says that and returns false. */
  succeeds(run: () => void): boolean {
    try {
      this.refuse("");
      run();
      return true;
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      this.refuse(error);
      return false;
    }
  }

  /** Sends the lines one by one. A refused line stays, with the lines after it. */
  #submit(): void {
    const lines = this.#field.value.replace(/^(\s*\n)+|(\n\s*)+$/g, "").split("\n");
    if (lines.length === 1 && lines[0]!.trim() === "") return this.#set("");
    // First, because a command may move it elsewhere.
    this.#field.focus();
    const isText = lines.length > 1;
    const at = lines.findIndex((line) => !this.succeeds(() => this.#options.send(line, isText)));
    const taken = at < 0 ? lines : lines.slice(0, at);
    const kept = taken.filter((line) => !holdsSecret(line));
    this.#said = [...this.#said, ...kept].slice(-MAX_RECALLED);
    this.#set(at < 0 ? "" : lines.slice(at).join("\n"));
  }

  #pressed(event: KeyboardEvent): void {
    // An input method uses Enter to take what it suggests.
    if (event.isComposing || event.keyCode === 229) return;
    if (event.key === "Enter" && !event.shiftKey) {
      event.preventDefault();
      this.#submit();
    } else if (event.key === "ArrowUp") this.#recall(event, 1);
    else if (event.key === "ArrowDown") this.#recall(event, -1);
  }

  /** Recalls a line while the field holds nothing, or another line that was recalled. */
  #recall(event: KeyboardEvent, step: 1 | -1): void {
    const { value } = this.#field;
    if (value !== "" && (this.#recalled === 0 || value !== this.#said.at(-this.#recalled))) return;
    const next = Math.max(0, this.#recalled + step);
    if (next > this.#said.length) return;
    event.preventDefault();
    this.#set(next === 0 ? "" : this.#said.at(-next)!);
    this.#recalled = next;
  }

  #typed(): void {
    this.refuse("");
    this.#keep();
  }

  #set(text: string): void {
    this.#field.value = text;
    this.#recalled = 0;
    this.#keep();
  }

  #keep(): void {
    const { value } = this.#field;
    this.#field.rows = Math.min(MAX_ROWS, value.split("\n").length);
    if (!holdsSecret(value)) this.#options.tab.set("draft", value);
  }
}
