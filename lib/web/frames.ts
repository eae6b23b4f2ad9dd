/**
 * The frames of a WebSocket (RFC 6455, 5): text messages to bytes and back.
 *
 * @module
 */

/** The longest frame that is taken, in bytes; its lines have limits of their own. */
export const MAX_FRAME_BYTES = 64 * 1024;

/** Why a WebSocket is closed (RFC 6455, 7.4.1). */
export const CLOSE = {
  normal: 1000,
  malformed: 1002,
  notText: 1003,
  notUtf8: 1007,
  tooLong: 1009,
} as const;

const OPCODE = { continuation: 0, text: 1, binary: 2, close: 8, ping: 9, pong: 10 } as const;

const FINAL = 0x80;
const MASKED = 0x80;
const LINE_FEED = 0x0a;

/** The longest payload of a control frame, in bytes. */
const MAX_CONTROL_BYTES = 125;

/** Thrown when what arrives is no WebSocket, or more than is taken. Nothing after it is read. */
export class FrameError extends Error {
  /** Tells it from other errors. */
  override name = "FrameError";
  /** The code to close with. */
  readonly code: number;

  /** An error that closes with this code. */
  constructor(code: number) {
    super(`WebSocket ${code}`);
    this.code = code;
  }
}

/** What frames held, apart from text. */
export interface Controls {
  /** The payload of the last ping, which is to be sent back. */
  ping: Uint8Array | undefined;
  /** The code with which the other side closes. Nothing after that is read. */
  closed: number | undefined;
  /** How many frames there were that carried no text. */
  empty: number;
}

/**
 * Decodes the frames of a client, however they are split. Every message becomes lines: one that does
 * not end in a line feed is given one.
 */
export class FrameDecoder {
  readonly #controls: Controls = { ping: undefined, closed: undefined, empty: 0 };
  #part: "first" | "second" | "length" | "mask" | "payload" = "first";
  #opcode = 0;
  #isFinal = false;
  /** How many bytes of the length or the mask are missing, and of the payload. */
  #missing = 0;
  #length = 0;
  #mask = 0;
  /** The payload of a control frame. */
  #control: number[] = [];
  #isInMessage = false;
  #lastByte = 0;
  /** Made for the first text beyond ASCII, because most connections are silent. */
  #utf8: TextDecoder | undefined;

  /** Takes out what frames held apart from text. */
  takeControls(): Controls {
    const taken = { ...this.#controls };
    this.#controls.ping = undefined;
    this.#controls.empty = 0;
    return taken;
  }

  /**
   * Decodes frames in place. They stand in `buffer` from index 1 up to `end`; the lines are put at its
   * start, and the place before the frames is for a line feed that is added.
   *
   * @returns how many bytes of lines there are.
   * @throws {FrameError}
   */
  decode(buffer: Uint8Array, end: number): number {
    let text = 0;
    let seen = 0;
    for (let at = 1; at < end && this.#controls.closed === undefined;) {
      if (this.#part !== "payload") this.#takeHead(buffer[at++]!);
      else {
        const stop = Math.min(end, at + this.#length);
        this.#length -= stop - at;
        if (this.#opcode >= OPCODE.close) {
          for (; at < stop; at++) this.#control.push(this.#unmask(buffer[at]!));
        } else {
          for (; at < stop; at++) seen |= buffer[text++] = this.#unmask(buffer[at]!);
          this.#lastByte = buffer[text - 1]!;
        }
      }
      if (this.#part === "payload" && this.#length === 0 && this.#endFrame()) {
        buffer[text++] = LINE_FEED;
      }
    }
    if (seen >= 0x80 || this.#utf8) this.#checkUtf8(buffer.subarray(0, text));
    return text;
  }

  #unmask(byte: number): number {
    // The first byte of the mask is its highest, and it turns with the payload.
    this.#mask = (this.#mask << 8) | (this.#mask >>> 24);
    return byte ^ (this.#mask & 0xff);
  }

  #takeHead(byte: number): void {
    if (this.#part === "first") this.#takeFirst(byte);
    else if (this.#part === "second") this.#takeSecond(byte);
    else if (this.#part === "length") {
      this.#length = this.#length * 256 + byte;
      if (this.#length > MAX_FRAME_BYTES) throw new FrameError(CLOSE.tooLong);
      if (--this.#missing === 0) this.#expect("mask", 4);
    } else {
      this.#mask = (this.#mask << 8) | byte;
      if (--this.#missing === 0) this.#part = "payload";
    }
  }

  #expect(part: "length" | "mask", bytes: number): void {
    this.#part = part;
    this.#missing = bytes;
  }

  #takeFirst(byte: number): void {
    this.#isFinal = byte >= FINAL;
    this.#opcode = byte & 0x0f;
    const { continuation, text, binary, close, pong } = OPCODE;
    if (this.#opcode === binary) throw new FrameError(CLOSE.notText);
    const fits = this.#opcode === continuation
      ? this.#isInMessage
      : this.#opcode === text
      ? !this.#isInMessage
      : this.#opcode >= close && this.#opcode <= pong && this.#isFinal;
    // Bits for extensions, of which none was agreed on.
    if (!fits || (byte & 0x70) !== 0) throw new FrameError(CLOSE.malformed);
    this.#part = "second";
  }

  #takeSecond(byte: number): void {
    const length = byte & 0x7f;
    const isControl = this.#opcode >= OPCODE.close;
    if (byte < MASKED || (isControl && length > MAX_CONTROL_BYTES)) {
      throw new FrameError(CLOSE.malformed);
    }
    this.#length = length > MAX_CONTROL_BYTES ? 0 : length;
    if (length === 126) this.#expect("length", 2);
    else if (length === 127) this.#expect("length", 8);
    else this.#expect("mask", 4);
    if (!isControl && length === 0 && !this.#isFinal) this.#controls.empty++;
  }

  /** Ends a frame; true if a message ends with it and lacks its line feed. */
  #endFrame(): boolean {
    this.#part = "first";
    if (this.#opcode >= OPCODE.close) {
      this.#takeControl();
      return false;
    }
    this.#isInMessage = !this.#isFinal;
    if (!this.#isFinal) return false;
    const isEnded = this.#lastByte === LINE_FEED;
    this.#lastByte = 0;
    return !isEnded;
  }

  #takeControl(): void {
    const payload = Uint8Array.from(this.#control);
    this.#control = [];
    this.#controls.empty++;
    if (this.#opcode === OPCODE.ping) this.#controls.ping = payload;
    if (this.#opcode === OPCODE.close) this.#controls.closed = readClose(payload);
  }

  /** Checks all text, with the line feeds that were added: after half a character one is wrong. */
  #checkUtf8(bytes: Uint8Array): void {
    this.#utf8 ??= new TextDecoder("utf-8", { fatal: true });
    try {
      this.#utf8.decode(bytes, { stream: true });
    } catch {
      throw new FrameError(CLOSE.notUtf8);
    }
  }
}

/** The code to answer a close frame with: its own. */
function readClose(payload: Uint8Array): number {
  if (payload.length === 0) return CLOSE.normal;
  const code = payload[0]! * 256 + (payload[1] ?? 0);
  const isCode = (code >= 1000 && code <= 1014 && code !== 1004 && code !== 1005 &&
    code !== 1006) || (code >= 3000 && code <= 4999);
  if (payload.length === 1 || !isCode) throw new FrameError(CLOSE.malformed);
  return code;
}

/** The head of a frame for a client, and its payload. */
function encodeFrame(opcode: number, payload: Uint8Array): Uint8Array {
  const { length } = payload;
  const head = length <= MAX_CONTROL_BYTES ? 2 : length < 0x10000 ? 4 : 10;
  const frame = new Uint8Array(head + length);
  frame[0] = FINAL | opcode;
  frame[1] = head === 2 ? length : head === 4 ? 126 : 127;
  const view = new DataView(frame.buffer);
  if (head === 4) view.setUint16(2, length);
  if (head === 10) view.setUint32(6, length);
  frame.set(payload, head);
  return frame;
}

// What the room says reaches all its readers as the same bytes, so one frame serves them all.
let lastText: Uint8Array | undefined;
let lastFrame: Uint8Array | undefined;

/** A text message. Its bytes must not change afterwards. */
export function textFrame(text: Uint8Array): Uint8Array {
  if (text !== lastText) {
    lastFrame = encodeFrame(OPCODE.text, text);
    lastText = text;
  }
  return lastFrame!;
}

/** The answer to a ping. */
export function pongFrame(payload: Uint8Array): Uint8Array {
  return encodeFrame(OPCODE.pong, payload);
}

/** Closes with a code. */
export function closeFrame(code: number): Uint8Array {
  return encodeFrame(OPCODE.close, Uint8Array.of(code >> 8, code & 0xff));
}
