/**
 * What everyone is told in one turn of the event loop: messages and events, in order. It is encoded
 * once for all who are sent the same, so the cost of a line hardly grows with their number.
 *
 * @module
 */

import { encodeLine } from "./member.ts";

/** What somebody is sent of a turn. */
export type Share = "messages" | "events" | "all";

/** A part of a turn, encoded for the wire. */
export interface Chunk {
  /** Whole lines, with their endings. */
  bytes: Uint8Array;
  /** How many messages are in it. */
  messages: number;
}

/** The messages and events of one turn. */
export class Turn {
  readonly #lines: string[] = [];
  /** For each line, whether it is a message; if not, it is an event. */
  readonly #isMessage: boolean[] = [];
  #messages = 0;
  #length = 0;
  /** The shares of all lines, as far as they are encoded, and of how many lines. */
  readonly #whole = new Map<Share, { chunk: Chunk | undefined; count: number }>();

  /** How many messages and events there are. */
  get count(): number {
    return this.#lines.length;
  }

  /** How long they are together, in UTF-16 units. */
  get length(): number {
    return this.#length;
  }

  /** Adds a message. */
  addMessage(line: string): void {
    this.#messages++;
    this.#add(line, true);
  }

  /** Adds an event. */
  addEvent(line: string): void {
    this.#add(line, false);
  }

  /** Encodes a share of what comes after the first `from` lines. Undefined if that is nothing. */
  encode(share: Share, from: number): Chunk | undefined {
    if (from > 0) return this.#encode(share, from);
    const { count } = this;
    let whole = this.#whole.get(share);
    if (whole?.count !== count) {
      whole = { chunk: this.#encodeWhole(share), count };
      this.#whole.set(share, whole);
    }
    return whole.chunk;
  }

  /** Without events, those who are sent all get the same bytes as those who are sent messages. */
  #encodeWhole(share: Share): Chunk | undefined {
    const hasEvents = this.#messages < this.count;
    return share === "all" && !hasEvents ? this.encode("messages", 0) : this.#encode(share, 0);
  }

  #add(line: string, isMessage: boolean): void {
    this.#lines.push(line);
    this.#isMessage.push(isMessage);
    this.#length += line.length;
  }

  #encode(share: Share, from: number): Chunk | undefined {
    const lines: string[] = [];
    let messages = 0;
    for (let i = from; i < this.count; i++) {
      const isMessage = this.#isMessage[i]!;
      if (share !== "all" && isMessage !== (share === "messages")) continue;
      lines.push(this.#lines[i]!);
      if (isMessage) messages++;
    }
    return lines.length === 0 ? undefined : { bytes: encodeLine(lines.join("\n")), messages };
  }
}
