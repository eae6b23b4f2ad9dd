/**
 * A session's connections over WebSockets, to the server that the page comes from.
 *
 * @module
 */

import type { Sentence } from "../language/language.ts";
import { type Link, type LinkEvents, RUNTIME, type World } from "../session/uplink.ts";

/** What a session needs of the world: a link to the server of the page, the clock, timers. */
export function browserWorld({ protocol, host }: Location): World {
  const url = `${protocol === "https:" ? "wss" : "ws"}://${host}/room`;
  return {
    dial: (_address, events) => new SocketLink(url, events),
    ...RUNTIME,
  };
}

class SocketLink implements Link {
  readonly #socket: WebSocket;
  readonly #events: LinkEvents;
  #isOpen = false;
  #isClosed = false;

  constructor(url: string, events: LinkEvents) {
    this.#events = events;
    this.#socket = new WebSocket(url);
    this.#socket.onopen = () => {
      this.#isOpen = true;
      if (!this.#isClosed) events.opened();
    };
    this.#socket.onmessage = ({ data }) => this.#received(String(data));
    // The reason is not told by browsers, so that pages cannot probe networks.
    this.#socket.onclose = () =>
      this.#ended((t) => this.#isOpen ? t.serverEnded() : t.nothingAnswers());
  }

  send(text: string): void {
    if (this.#isOpen && !this.#isClosed) this.#socket.send(text);
  }

  close(): void {
    this.#isClosed = true;
    this.#socket.close();
  }

  /** Takes a text message, which holds one or more whole lines. */
  #received(text: string): void {
    const lines = text.split("\n");
    if (lines.at(-1) === "") lines.pop();
    for (const line of lines) if (!this.#isClosed) this.#events.received(line);
  }

  #ended(reason: Sentence): void {
    if (this.#isClosed) return;
    this.#isClosed = true;
    this.#events.closed(reason);
  }
}
