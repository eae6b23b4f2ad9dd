/**
 * Asks for the password of a room. It is kept nowhere but in the session, as long as the page is open.
 *
 * @module
 */

import type { PageLanguage } from "../language/window_language.ts";
import { normalizePassword } from "../protocol.ts";
import { get } from "./dom.ts";

/** The form of the page. */
export class PasswordForm {
  readonly #form = get("password-form", HTMLFormElement);
  readonly #field = get("password", HTMLInputElement);

  /** Starts hidden. `give` is given what was typed, and `take` runs it and shows refusals. */
  constructor(
    { t, w }: PageLanguage,
    give: (password: string) => void,
    take: (run: () => void) => void,
  ) {
    get("password-label", HTMLElement).textContent = w.password();
    get("password-enter", HTMLButtonElement).textContent = w.enter();
    this.#form.onsubmit = (event) => {
      event.preventDefault();
      const { value } = this.#field;
      this.#field.value = "";
      take(() => give(normalizePassword(value, () => t.thePassword())));
    };
  }

  /** Shows the form while the room asks. */
  set isAsked(isAsked: boolean) {
    if (this.#form.hidden !== isAsked) return;
    this.#form.hidden = !isAsked;
    this.#field.value = "";
    if (isAsked) this.#field.focus();
  }
}
