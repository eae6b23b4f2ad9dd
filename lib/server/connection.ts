/**
 * One connection: bytes on one side, the gate and then a member of the room on the other.
 *
 * @module
 */

import type { Sentence } from "../language/language.ts";
import type { ByteStream } from "../net/byte_stream.ts";
import { Outbox } from "../net/outbox.ts";
import { readLines, type ReadLinesOptions } from "../net/read_lines.ts";
import { settlesWithin } from "../net/settles_within.ts";
import { tlsRecord } from "../net/tls_record.ts";
import {
  cleanText,
  type ClientLine,
  type Decoded,
  isOriginalMessage,
  LineDecoder,
  orRefusal,
  parseClientLine,
  Refusal,
  type ServerEvent,
} from "../protocol.ts";
import { Gate, type Lock, tooLate } from "../room/gate.ts";
import { encodeEvent, type Member } from "../room/member.ts";
import type { Room } from "../room/room.ts";
import type { Limits } from "./limits.ts";
import { lingeringClose } from "./lingering_close.ts";
import { TokenBucket } from "./token_bucket.ts";

/** How long sending what is pending may take when a connection ends, in ms. */
export const FLUSH_MS = 2_000;

/** How many pings may stay unanswered before the next one ends the connection. */
const MAX_UNANSWERED = 2;

const PING = encodeEvent({ verb: "ping" });

const READING: ReadLinesOptions = {
  isWhole: (text, { framed }) => !framed && isOriginalMessage(text),
  checkFirst: (bytes) => {
    // A TLS client would wait forever for an answer that it understands.
    if (tlsRecord(bytes) === "handshake") throw new Refusal((t) => t.roomNotEncrypted());
  },
};

/** What connections share. */
export interface ConnectionOptions {
  /** Where they become members. */
  room: Room;
  /** What each may take of the server. */
  limits: Limits;
  /** The lock of the room, if it has a password. */
  lock: Lock | undefined;
  /** Told what is wrong with the server itself. */
  report: (sentence: Sentence) => void;
}

/** A connection that has not given the password of the room yet. */
interface AtGate {
  type: "gate";
  gate: Gate;
  /** Ends it when the password does not come in time. */
  timer: ReturnType<typeof setTimeout>;
}

/** A connection that is a member of the room. */
interface InRoom {
  type: "room";
  member: Member;
  /** Pings that it has not answered. Any line counts as an answer. */
  unanswered: number;
}

/** One connection. */
export class Connection {
  /** Resolves when the stream is closed. Never rejects. */
  readonly ended: Promise<void>;
  readonly #stream: ByteStream;
  readonly #options: ConnectionOptions;
  readonly #remark: (text: string) => void;
  readonly #outbox: Outbox;
  readonly #reading: Promise<void>;
  #stage: AtGate | InRoom;
  #ending: Promise<void> | undefined;
  /** Set while nothing is read because too much was sent; ends that. */
  #resume: (() => void) | undefined;

  /** Starts to serve; `remark` is told in English what may interest the server's owner. */
  constructor(stream: ByteStream, options: ConnectionOptions, remark: (text: string) => void) {
    this.#stream = stream;
    this.#options = options;
    this.#remark = remark;
    this.#outbox = new Outbox(stream, {
      onFail: () => this.end(),
      skipped: (count) =>
        this.#stage.type === "room" && this.#stage.member.knocked
          ? encodeEvent({ verb: "skipped", count })
          : undefined,
    });
    this.#stage = options.lock ? this.#waitAtGate(options.lock) : this.#enter();
    this.#reading = this.#read().catch((error) => this.#refuse(error));
    this.ended = this.#reading.then(() => this.end());
  }

  /** Leaves the room, sends what is pending for a bounded time, and closes. Idempotent. */
  end(): Promise<void> {
    return this.#ending ??= this.#end();
  }

  /** Ends a connection that makes no progress while data is pending. Call periodically. */
  endIfStuck(now: number): void {
    const { stuckMs } = this.#options.limits;
    if (this.#ending || this.#outbox.stuckFor(now) < stuckMs) return;
    this.#remark(`was closed: it took nothing for ${stuckMs / 1000} s`);
    this.end();
  }

  /** Pings it, if it could answer now. Ends it if too many pings are unanswered. */
  ping(): void {
    const stage = this.#stage;
    if (stage.type !== "room" || this.#ending || this.#resume) return;
    if (!stage.member.knocked || stage.member.replaying) return;
    if (stage.unanswered >= MAX_UNANSWERED) this.end();
    else if (stage.member.send(PING)) stage.unanswered++;
  }

  #waitAtGate(lock: Lock): AtGate {
    const { passMs } = this.#options.limits;
    const timer = setTimeout(() => {
      this.#tell(tooLate(passMs));
      this.end();
    }, passMs);
    return { type: "gate", gate: new Gate(lock), timer };
  }

  #enter(): InRoom {
    const member = this.#options.room.enter(this.#outbox, () => this.end());
    return { type: "room", member, unanswered: 0 };
  }

  async #read(): Promise<void> {
    const { rate, burst } = this.#options.limits;
    const bucket = rate > 0 ? new TokenBucket(rate, burst, performance.now()) : undefined;
    const decoder = new LineDecoder();
    for await (const batch of readLines(this.#stream, { ...READING, decoder })) {
      for (const decoded of batch) {
        const line = readLine(decoded);
        // A client that asks for much and reads little waits, and nobody else does.
        if (isAnswered(line)) await this.#outbox.ready();
        // The rest is not relayed, so its sender sees no echo of it.
        if (this.#ending) return;
        const cost = this.#stage.type === "room"
          ? this.#hear(this.#stage, line)
          : await this.#hearAtGate(this.#stage, line, {
            unended: typeof decoded === "string" && !decoder.framed,
          });
        const wait = bucket?.pay(cost, performance.now()) ?? 0;
        if (wait > 0) await this.#pause(wait);
      }
    }
  }

  /** Returns what the line cost. An error is a bug of ours: it is reported and costs one line. */
  #hear(stage: InRoom, line: ClientLine | Refusal): number {
    stage.unanswered = 0;
    try {
      return this.#options.room.receive(stage.member, line);
    } catch (error) {
      this.#options.report((t) => t.bug(String((error as Error).stack)));
      return 1;
    }
  }

  async #hearAtGate(
    { gate, timer }: AtGate,
    line: ClientLine | Refusal,
    { unended }: { unended: boolean },
  ): Promise<number> {
    const { answer, slow, then } = gate.hear(line, unended);
    if (slow) {
      this.#remark("gave a wrong password");
      await this.#pause(this.#options.limits.wrongPassMs);
    }
    if (answer) this.#tell(answer);
    if (then === "close") this.end();
    if (then === "open") {
      clearTimeout(timer);
      this.#stage = this.#enter();
    }
    return 1;
  }

  /** Handles an error of reading: a refusal is answered, anything else broke the connection. */
  #refuse(error: unknown): void {
    if (!(error instanceof Refusal)) return;
    this.#remark("was closed: it spoke TLS, and this room is not encrypted");
    this.#tell({ verb: "error", text: error.message });
  }

  #tell(event: ServerEvent): void {
    this.#outbox.push(encodeEvent(event), 0);
  }

  /** Reads nothing for `ms`, or until the connection ends. */
  async #pause(ms: number): Promise<void> {
    if (this.#ending) return;
    const { promise, resolve } = Promise.withResolvers<void>();
    const timer = setTimeout(resolve, ms);
    this.#resume = resolve;
    await promise;
    this.#resume = undefined;
    clearTimeout(timer);
  }

  async #end(): Promise<void> {
    if (this.#stage.type === "room") this.#options.room.leave(this.#stage.member);
    else clearTimeout(this.#stage.timer);
    this.#resume?.();
    const flushed = settlesWithin(this.#outbox.flushed(), FLUSH_MS);
    const written = flushed.then(() => this.#outbox.close());
    await lingeringClose(this.#stream, { written, reading: this.#reading, ms: FLUSH_MS });
  }
}

function readLine(decoded: Decoded): ClientLine | Refusal {
  if (decoded instanceof Refusal) return decoded;
  return orRefusal(() => parseClientLine(cleanText(decoded)));
}

/** Whether the sender of a line is certainly told something. */
function isAnswered(line: ClientLine | Refusal): boolean {
  return line instanceof Refusal || line.type === "knock" || line.type === "command";
}
