/**
 * What a route is given of the room, and of the request.
 *
 * @module
 */

import type { Lock } from "../room/gate.ts";
import type { History } from "../room/history.ts";
import type { Room } from "../room/room.ts";
import type { Hosts } from "./hosts.ts";
import type { Offer } from "./programs.ts";
import type { RequestHead } from "./request_head.ts";

/** The room, as its routes know it. */
export interface RoomForWeb {
  /** Whoever says something enters it, as a connection does. */
  readonly room: Room;
  /** What was said. */
  readonly history: History;
  /** The lock of the room, if it has a password. */
  readonly lock: Lock | undefined;
  /** The title under which the room is found. */
  readonly title: string;
  /**
   * Judges a password, when and as slowly as a connection's would be. `gone` settles when nobody
   * waits for the answer any more. Resolves to whether it is right.
   */
  judge(secret: string, from: { address: string; gone: Promise<void> }): Promise<boolean>;
  /** An address of this PC on its network, if it has one. */
  networkAddress(): string | undefined;
  /** The programs that it hands out, or why it hands out none. */
  readonly programs: Offer;
  /** Tells the owner, on the server's console and in English, what a visitor did. */
  remark(text: string): void;
  /** When it was opened, in Unix milliseconds. */
  readonly openedAt: number;
  /** Whether it is reached over TLS. */
  readonly tls: boolean;
  /** The names by which it may be reached. */
  readonly hosts: Hosts;
  /** Whether browsers are served at all. */
  readonly window: boolean;
}

/** A request that a route answers. */
export interface WebRequest extends RequestHead {
  /** The IP address that it comes from. */
  readonly address: string;
  /** Whether that is this PC. */
  readonly isOwn: boolean;
  /** Its `Host`, which was checked: `lab-pc:8001`. */
  readonly host: string;
  /**
   * Reads its body, whose route permits so many bytes.
   *
   * @throws {BadRequest} if it is longer, has no `Content-Length`, or takes too long.
   */
  body(): Promise<Uint8Array>;
  /**
   * Resolves when nobody waits for the answer any more. Never rejects. Call it once, and read the
   * body before.
   */
  gone(): Promise<void>;
  /** Pays for more than the request itself, in tokens. Resolves when the address can afford it. */
  pay(tokens: number): Promise<void>;
}
