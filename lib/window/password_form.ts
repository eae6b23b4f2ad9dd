/**
 * Asks for the password of a room, or for that of its moderators. It is kept nowhere but in the
 * session, as long as the page is open.
 *
 * @module
 */

import type { PageLanguage } from "../language/window_language.ts";
import { normalizePassword } from "../protocol.ts";
import { get, onSubmit } from "./dom.ts";

/** Options for a {@linkcode PasswordForm}. */
export interface PasswordFormOptions {
  /** The language of the page. */
  language: PageLanguage;
  /** Takes the password of the room, normalized. */
  unlock: (password: string) => void;
  /** Takes the password of moderators. */
  moderate: (password: string) => void;
  /** Runs something, and shows a refusal. */
  take: (run: () => void) => void;
  /** Called when a password was given, or given up, in the form. */
  closed: () => void;
}

/** The form of the page. */
export class PasswordForm {
  readonly #options: PasswordFormOptions;
  readonly #form = get("form#password-form");
  readonly #field = get("input#password");
  #asks: "room" | "moderators" | undefined;

  /** Starts hidden. */
  constructor(options: PasswordFormOptions) {
    this.#options = options;
    onSubmit(this.#form, () => this.#give(this.#field.value));
    this.#form.onkeydown = ({ key }) => {
      if (key === "Escape" && this.#asks === "moderators") this.#close();
    };
  }

  /** Shows the form while the room asks. */
  set isAsked(isAsked: boolean) {
    if (isAsked && this.#asks !== "room") this.#show("room");
    else if (!isAsked && this.#asks === "room") this.#close();
  }

  /** Asks for the password of moderators. Escape gives it up. */
  askForModerators(): void {
    if (this.#asks !== "room") this.#show("moderators");
  }

  #give(value: string): void {
    const { language: { t }, unlock, moderate, take } = this.#options;
    this.#field.value = "";
    if (this.#asks === "room") {
      return take(() => unlock(normalizePassword(value, () => t.thePassword())));
    }
    this.#close();
    take(() => moderate(value));
  }

  #close(): void {
    const isUsed = this.#form.contains(document.activeElement);
    this.#show(undefined);
    if (isUsed) this.#options.closed();
  }

  #show(asks: "room" | "moderators" | undefined): void {
    const { t, w } = this.#options.language;
    this.#asks = asks;
    this.#form.hidden = asks === undefined;
    this.#field.value = "";
    const label = asks === "moderators" ? t.moderatorPassword() : w.password();
    get("span#password-label").textContent = label;
    if (asks) this.#field.focus();
  }
}
