/**
 * The limits that keep one connection from hurting the others.
 *
 * @module
 */

/** What one connection, and all of them together, may take of the server. */
export interface Limits {
  /** How many short lines a second are read from a connection in the long run; 0: no limit. */
  rate: number;
  /** How many short lines a connection may send at once before `rate` applies. */
  burst: number;
  /** How many connections there may be in the room. */
  maxClients: number;
  /** How many of them from one address; 0: no limit. */
  maxPerAddress: number;
  /** How many connections may wait at the gate. The oldest of the address with the most makes way. */
  maxAtGate: number;
  /** How many connections may be ending. The oldest is closed at once. */
  maxEnding: number;
  /** How many HTTP requests are answered at once. The oldest of the address with the most ends. */
  maxRequests: number;
  /** How many bytes may wait for all readers together; past it, those with more than a share skip. */
  maxWaitingBytes: number;
  /** How long a connection may read nothing while data is pending for it, in ms. */
  stuckMs: number;
  /** How long nothing is written to a connection that has sent nothing, in ms; 0: not at all. */
  holdMs: number;
  /** The same for a connection that a browser may have opened ahead, in ms. */
  spareMs: number;
  /** How long the head of an HTTP request may take, in ms. */
  headMs: number;
  /** How long the TLS handshake may take, in ms. */
  handshakeMs: number;
  /** How long a connection may take to give the right password, in ms. */
  passMs: number;
  /** How long the answer to a wrong password takes, in ms. */
  wrongPassMs: number;
}

/** The default limits. */
export const DEFAULT_LIMITS: Limits = {
  rate: 50,
  burst: 200,
  maxClients: 1000,
  // A lab often shares one address.
  maxPerAddress: 0,
  maxAtGate: 1000,
  maxEnding: 256,
  maxRequests: 256,
  maxWaitingBytes: 128 * 1024 * 1024,
  stuckMs: 60_000,
  holdMs: 3_000,
  // Chromium uses a socket that it opened ahead after as long as this.
  spareMs: 60_000,
  headMs: 10_000,
  handshakeMs: 10_000,
  passMs: 10_000,
  wrongPassMs: 1_000,
};
