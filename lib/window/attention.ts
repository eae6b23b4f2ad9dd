/**
 * Counts the messages that the user has not seen yet, in the title of the document.
 *
 * @module
 */

import { titleOf } from "./title.ts";

/** Options for an {@linkcode Attention}. */
export interface AttentionOptions {
  /** The title when everything was seen. */
  room: string;
  /** Whether the end of the log is in sight. */
  isAtEnd: () => boolean;
  /** Called when the count has changed. */
  changed: (unread: number) => void;
}

/** Whether the user looks at the page. */
export class Attention {
  readonly #options: AttentionOptions;
  #room = "";
  #unread = 0;

  /** Starts with everything seen. */
  constructor(options: AttentionOptions) {
    this.#options = options;
    this.room = options.room;
    const look = () => this.look();
    document.addEventListener("visibilitychange", look);
    addEventListener("focus", look);
  }

  /** Gives the room another title. */
  set room(title: string) {
    this.#room = title;
    document.title = titleOf(this.#unread, title);
  }

  /** Whether the user sees a message that arrives now. */
  get isHere(): boolean {
    const isVisible = document.visibilityState === "visible";
    return isVisible && document.hasFocus() && this.#options.isAtEnd();
  }

  /** Counts a message that arrives. Returns whether it is the first that the user does not see. */
  arrived(): boolean {
    if (this.isHere) return false;
    this.#count(this.#unread + 1);
    return this.#unread === 1;
  }

  /** If the user is here, everything is seen. */
  look(): void {
    if (this.#unread > 0 && this.isHere) this.#count(0);
  }

  #count(unread: number): void {
    this.#unread = unread;
    document.title = titleOf(unread, this.#room);
    this.#options.changed(unread);
  }
}
