/**
 * The sound of a message for the user.
 *
 * @module
 */

import { get } from "./dom.ts";
import type { Tab } from "./tab.ts";

/** How long the sound is, in s; and the least time between two, in ms. */
const BEEP = { seconds: 0.18, hertz: 880, volume: 0.08, apartMs: 1000 };

let context: AudioContext | undefined;
let last = -Infinity;

/** The sound, and the button that mutes it. */
export class Sound {
  readonly #tab: Tab;

  /** Remembers in `tab` whether it is on. */
  constructor(tab: Tab) {
    this.#tab = tab;
    const button = get("button#sound");
    button.ariaPressed = String(tab.isSoundOn);
    button.onclick = () => {
      tab.isSoundOn = !tab.isSoundOn;
      button.ariaPressed = String(tab.isSoundOn);
      this.ring();
    };
  }

  /** Rings, unless that is muted. */
  ring(): void {
    if (this.#tab.isSoundOn) beep();
  }
}

/** Beeps softly, unless it has just done so. Browsers permit it once the user has done something. */
function beep(): void {
  if (performance.now() - last < BEEP.apartMs || !("AudioContext" in globalThis)) return;
  last = performance.now();
  context ??= new AudioContext();
  const end = context.currentTime + BEEP.seconds;
  const tone = new OscillatorNode(context, { frequency: BEEP.hertz });
  const gain = new GainNode(context, { gain: BEEP.volume });
  gain.gain.exponentialRampToValueAtTime(0.001, end);
  tone.connect(gain).connect(context.destination);
  tone.start();
  tone.stop(end);
}
