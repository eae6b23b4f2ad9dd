/**
 * One connection: bytes on one side, the gate and then a member of the room on the other.
 *
 * @module
 */

import { serverEn } from "../language/server_en.ts";
import type { ProgramSentence } from "../language/program_language.ts";
import type { ByteStream } from "../net/byte_stream.ts";
import type { FairWork } from "../net/fair_work.ts";
import { Lookahead } from "../net/lookahead.ts";
import type { MemoryBudget } from "../net/memory_budget.ts";
import { Outbox } from "../net/outbox.ts";
import { readLines } from "../net/read_lines.ts";
import { closeQuietly, settlesWithin } from "../net/settles_within.ts";
import {
  type ClientLine,
  type Decoded,
  isOriginalMessage,
  LineDecoder,
  type Refusal,
  type ServerEvent,
} from "../protocol.ts";
import { type Lock, tooLate } from "../room/gate.ts";
import { encodeEvent, type Member } from "../room/member.ts";
import type { Room } from "../room/room.ts";
import { AtGate } from "./at_gate.ts";
import type { GuessBrake } from "./guess_brake.ts";
import { isAnswered, moderatorPasswordIn, readLine } from "./heard_line.ts";
import type { Limits } from "./limits.ts";
import { lingeringClose } from "./lingering_close.ts";
import { ModeratorGuess } from "./moderator_guess.ts";
import { Pace } from "./pace.ts";
import { NOBODY, type Peer } from "./peer.ts";
import { droppedCost, lineCost } from "./prices.ts";

/** How long sending what is pending may take when a connection ends, in ms. */
export const FLUSH_MS = 2_000;

/** How many pings may stay unanswered before the next one ends the connection. */
const MAX_UNANSWERED = 2;

const PING = encodeEvent({ verb: "ping" });

/** How many batches of lines are read while a password waits to be judged. */
const MAX_AHEAD = 8;

/** What connections share. */
export interface ConnectionOptions {
  /** Where they become members. */
  room: Room;
  /** What each may take of the server. */
  limits: Limits;
  /** The lock of the room, if it has a password. */
  lock: Lock | undefined;
  /** Decides when passwords are judged. */
  brake: GuessBrake;
  /** The same for the passwords of moderators. */
  moderatorBrake: GuessBrake;
  /** Shares out what is done for connections. */
  work: FairWork;
  /** The memory for what waits to be read. @default any */
  budget?: MemoryBudget;
  /** Told what is wrong with the server itself. */
  report: (sentence: ProgramSentence) => void;
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
  readonly #peer: Peer;
  readonly #outbox: Outbox;
  readonly #pace: Pace;
  readonly #work: FairWork;
  readonly #lines: Lookahead<Decoded[]>;
  readonly #decoder = new LineDecoder();
  readonly #reading: Promise<void>;
  #stage: AtGate | InRoom;
  #ending: Promise<void> | undefined;
  /** A password for moderators that waits to be judged. */
  #guess: ModeratorGuess | undefined;

  /** Starts to serve; `remark` is told in English what may interest the server's owner. */
  constructor(
    stream: ByteStream,
    options: ConnectionOptions,
    remark: (text: string) => void,
    peer: Peer = NOBODY,
  ) {
    const { limits, lock, budget, work } = options;
    this.#stream = stream;
    this.#options = options;
    this.#remark = remark;
    this.#peer = peer;
    this.#pace = peer.pace ?? new Pace(limits);
    this.#work = work;
    this.#outbox = new Outbox(stream, {
      ...budget && { budget },
      make: (job) => work.run(this.#pace.missing, job),
      onFail: () => this.end(),
      skipped: (count) =>
        this.#stage.type === "room" && this.#stage.member.knocked
          ? encodeEvent({ verb: "skipped", count })
          : undefined,
    });
    this.#stage = lock ? this.#waitAtGate(lock) : this.#enter();
    this.#lines = new Lookahead(readLines(stream, {
      decoder: this.#decoder,
      isWhole: (start, { framed }) => !framed && !peer.endsLines && isOriginalMessage(start),
      dropped: (bytes) => this.#dropped(bytes),
    }));
    // A connection that breaks ends.
    this.#reading = this.#read().catch(() => {});
    this.ended = this.#reading.then(() => this.end());
  }

  /** Leaves the room, sends what is pending for a bounded time, and closes. Idempotent. */
  end(): Promise<void> {
    return this.#ending ??= this.#end();
  }

  /** Tells it why it makes way for others, and ends it. */
  makeWay(): void {
    this.#remark("was closed: too many wait at the gate");
    this.#dismiss({ verb: "error", text: serverEn.outsideFull() });
  }

  /** Closes it at once if it is ending already. */
  closeNow(): void {
    if (this.#ending) closeQuietly(this.#stream);
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
    if (stage.type !== "room" || this.#ending || this.#pace.isPaused) return;
    if (!stage.member.knocked || stage.member.replaying || this.#guess) return;
    if (stage.unanswered >= MAX_UNANSWERED) this.end();
    else if (stage.member.send(PING)) stage.unanswered++;
  }

  #waitAtGate(lock: Lock): AtGate {
    const { limits: { passMs }, brake } = this.#options;
    return new AtGate({
      lock,
      brake,
      hostname: this.#peer.hostname,
      passMs,
      onLate: () => this.#dismiss(tooLate(passMs)),
      watch: (isOver) => this.#lines.readAhead(MAX_AHEAD, isOver),
    });
  }

  #enter(): InRoom {
    const member = this.#options.room.enter(this.#outbox, {
      address: this.#peer.hostname,
      isOwn: this.#peer.isOwn ?? false,
      end: () => this.end(),
    });
    return { type: "room", member, unanswered: 0 };
  }

  async #read(): Promise<void> {
    for await (const batch of this.#lines) {
      for (const decoded of batch) {
        // A client that asks for much and reads little waits, and nobody else does.
        if (isAnswered(decoded)) await this.#outbox.ready();
        let goOn: Promise<void> | undefined;
        const turn = this.#work.run(this.#pace.missing + lineCost(decoded), () => {
          const heard = this.#hear(decoded);
          goOn = heard.goOn;
          return heard.sent;
        });
        if (turn) await turn;
        if (goOn) await goOn;
        if (this.#ending) return;
      }
    }
  }

  /** Hears a line and pays for it. Returns how much is sent for it, and when reading may go on. */
  #hear(decoded: Decoded): { sent: number; goOn: Promise<void> | undefined } {
    // The rest is not relayed, so its sender sees no echo of it.
    if (this.#ending) return { sent: 0, goOn: undefined };
    const stage = this.#stage;
    const line = readLine(decoded);
    const cost = lineCost(decoded);
    if (stage.type === "gate") {
      const unended = typeof decoded === "string" && !this.#decoder.framed;
      const hearing = this.#hearAtGate(stage, line, { unended });
      return { sent: 0, goOn: hearing.then(() => this.#pace.pay(cost)) };
    }
    stage.unanswered = 0;
    const hear = () => this.#reportBugs((room) => room.receive(stage.member, line));
    const secret = moderatorPasswordIn(line);
    if (secret !== undefined) {
      const hearing = this.#judge(stage, secret).then((isJudged) => isJudged ? hear() : undefined);
      return { sent: 0, goOn: hearing.then((heard) => this.#pace.pay(cost + (heard?.price ?? 0))) };
    }
    const { price = 0, sent = 0 } = hear() ?? {};
    return { sent, goOn: this.#pace.pay(cost + price) };
  }

  /** Resolves to whether a password for moderators may be judged and answered now. */
  async #judge({ member }: InRoom, secret: string): Promise<boolean> {
    const { room, moderatorBrake } = this.#options;
    this.#guess = new ModeratorGuess({
      brake: moderatorBrake,
      address: this.#peer.hostname,
      isWrong: () => room.isWrong(member, secret),
      onWrong: () => this.#remark("gave a wrong password for moderators"),
      watch: (isOver) => this.#lines.readAhead(MAX_AHEAD, isOver),
    });
    const isJudged = await this.#guess.judged;
    this.#guess = undefined;
    if (!isJudged) this.#tell({ verb: "error", text: serverEn.moderateQueue() });
    return isJudged;
  }

  /** An error of the room is a bug of ours: it is reported. */
  #reportBugs<T>(run: (room: Room) => T): T | undefined {
    try {
      return run(this.#options.room);
    } catch (error) {
      this.#options.report((t) => t.bug(String((error as Error).stack)));
    }
  }

  async #hearAtGate(
    stage: AtGate,
    line: ClientLine | Refusal,
    { unended }: { unended: boolean },
  ): Promise<void> {
    const { answer, slow, then } = await stage.hear(line, unended);
    if (slow) this.#remark("gave a wrong password");
    if (answer) this.#tell(answer);
    if (then === "close") this.end();
    if (then === "open" && !this.#ending) this.#open(stage);
  }

  /** Lets it in, if there is a place. */
  #open(stage: AtGate): void {
    stage.leave();
    const reason = this.#peer.enter()?.(serverEn);
    if (reason === undefined) this.#stage = this.#enter();
    else {
      this.#remark(`was turned away: ${reason}`);
      this.#dismiss({ verb: "error", text: reason });
    }
  }

  /** Makes a connection that sends a line without end wait. */
  #dropped(bytes: number): Promise<void> | undefined {
    // Closing reads the rest.
    if (this.#ending) throw new Error("The connection ends");
    return this.#pace.pay(droppedCost(bytes));
  }

  /** Tells it something, and ends it. */
  #dismiss(event: ServerEvent): void {
    this.#tell(event);
    this.end();
  }

  #tell(event: ServerEvent): void {
    this.#outbox.push(encodeEvent(event), 0);
  }

  async #end(): Promise<void> {
    const stage = this.#stage;
    this.#guess?.drop();
    if (stage.type === "room") this.#reportBugs((room) => room.leave(stage.member));
    else stage.leave();
    this.#peer.leave();
    this.#pace.stop();
    const flushed = settlesWithin(this.#outbox.flushed(), FLUSH_MS);
    const written = flushed.then(() => this.#outbox.close());
    await lingeringClose(this.#stream, { written, reading: this.#reading, ms: FLUSH_MS });
  }
}
