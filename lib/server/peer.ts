/**
 * What a connection is told of its other side.
 *
 * @module
 */

import type { ServerSentence } from "../language/language.ts";
import type { Pace } from "./pace.ts";

/** Where a connection comes from, and its place among those that the server takes. */
export interface Peer {
  /** The IP address of the other side; the same for all connections of one PC. */
  hostname: string;
  /** Whether that is this PC. @default false */
  isOwn?: boolean;
  /** How fast it is read. @default its limits, from the beginning */
  pace?: Pace;
  /** Whether its lines always have endings, as those of a WebSocket do. @default false */
  endsLines?: boolean;
  /** Takes a place in the room when the password has been given. Returns why there is none. */
  enter(): ServerSentence | undefined;
  /** Gives its place to others. Called once, when it begins to end. */
  leave(): void;
}

/** The other side of a connection that is counted nowhere. */
export const NOBODY: Peer = {
  hostname: "",
  enter: () => undefined,
  leave: () => {},
};
