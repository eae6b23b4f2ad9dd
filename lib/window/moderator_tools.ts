/**
 * What moderators have in the page: menus on people and messages, the floor and the topic.
 *
 * @module
 */

import { ask } from "../chat/asking.ts";
import type { Chat } from "../chat/chat.ts";
import type { PageLanguage } from "../language/window_language.ts";
import { type Command, MAX_TOPIC_LENGTH } from "../protocol.ts";
import { type Act, actsOnMessage, actsOnPerson } from "./acts.ts";
import { AskDialog } from "./ask_dialog.ts";
import { get } from "./dom.ts";
import { type Choice, Menu } from "./menu.ts";
import { RowMenus } from "./row_menus.ts";

/** Options for {@linkcode ModeratorTools}. */
export interface ModeratorToolsOptions {
  /** The language of the page. */
  language: PageLanguage;
  /** The log. */
  log: HTMLElement;
  /** The chat. */
  chat: Chat;
  /** Begins a private message. */
  write: (name: string) => void;
  /** Runs something, and shows a refusal. */
  take: (run: () => void) => void;
}

/** The tools, which are seen by moderators alone. */
export class ModeratorTools {
  /** The menus of messages. */
  readonly rows: RowMenus;
  readonly #options: ModeratorToolsOptions;
  readonly #menu = new Menu();
  readonly #dialog: AskDialog;
  readonly #floor = get("button#floor");
  readonly #topic = get("button#topic");

  /** Starts hidden. */
  constructor(options: ModeratorToolsOptions) {
    this.#options = options;
    const { language, log, chat } = options;
    const { w } = language;
    this.#dialog = new AskDialog();
    this.rows = new RowMenus({
      label: w.actions(),
      log,
      attach: (button, number, name) =>
        this.#menu.opensFrom(
          button,
          () => this.#choices(actsOnMessage(name, chat.session), name ?? "", number),
        ),
    });
    this.#floor.onclick = () => {
      const isTaken = chat.session.order.floor === "moderators";
      this.#ask({ verb: "floor", who: isTaken ? "everyone" : "moderators" });
    };
    this.#topic.onclick = () => {
      const value = chat.session.order.topic;
      const take = (text: string) => this.#ask({ verb: "topic", text });
      this.#dialog.ask({ label: w.whatTopic(), act: w.set(), value, max: MAX_TOPIC_LENGTH, take });
    };
  }

  /** Makes a button open the menu of a person. */
  attach(button: HTMLButtonElement, name: string): void {
    const { session } = this.#options.chat;
    this.#menu.opensFrom(button, () => this.#choices(actsOnPerson(name, session), name));
  }

  /** Draws what has changed. */
  draw(): void {
    const { online, order } = this.#options.chat.session;
    const isModerator = online && order.isModerator;
    this.#floor.hidden = this.#topic.hidden = !isModerator;
    this.#floor.ariaPressed = String(order.floor === "moderators");
    this.rows.isOn = isModerator;
  }

  #choices(acts: readonly Act[], name: string, number = 0): Choice[] {
    const { language: { w }, write } = this.#options;
    const runs: Record<Act, () => void> = {
      write: () => write(name),
      mute: () => this.#ask({ verb: "mute", name }),
      unmute: () => this.#ask({ verb: "unmute", name }),
      kick: () => this.#askWhy(name),
      remove: () => this.#ask({ verb: "remove", number }),
    };
    return acts.map((act) => ({ label: w[act](), run: runs[act] }));
  }

  #askWhy(name: string): void {
    const { w } = this.#options.language;
    const take = (reason: string) => this.#ask({ verb: "kick", name, reason });
    this.#dialog.ask({ label: w.whyPutOut(name), act: w.putOut(), max: MAX_TOPIC_LENGTH, take });
  }

  #ask(command: Command): void {
    this.#options.take(() => ask(this.#options.chat, command));
  }
}
