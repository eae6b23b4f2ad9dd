/**
 * The window of the chat: joins a chat to the page.
 *
 * @module
 */

import { Chat, type ChatView } from "../chat/chat.ts";
import { moderate } from "../chat/moderating.ts";
import type { Shown } from "../chat/view.ts";
import type { PageLanguage } from "../language/window_language.ts";
import { addressOfUrl, formatTarget, normalizeName, orRefusal, Refusal } from "../protocol.ts";
import { randomKey } from "../session/random_key.ts";
import type { SessionEvent } from "../session/session_event.ts";
import { Composer } from "./composer.ts";
import { describe } from "./describe.ts";
import { get } from "./dom.ts";
import { fetchText } from "./fetch_text.ts";
import { Earlier } from "./earlier.ts";
import { Log } from "./log.ts";
import { ModeratorTools } from "./moderator_tools.ts";
import { PasswordForm } from "./password_form.ts";
import { PeopleList } from "./people_list.ts";
import { Search } from "./search.ts";
import { browserWorld } from "./socket_link.ts";
import { Sound } from "./sound.ts";
import { orderOf, stateOf } from "./state.ts";
import { Tab } from "./tab.ts";
import { drawWaiting } from "./waiting_list.ts";

/** The name of the original client. */
const FIRST_NAME = "foo";

/** The window of the page. */
export class ChatWindow implements ChatView {
  readonly #language: PageLanguage;
  readonly #tab = new Tab(randomKey);
  readonly #sound: Sound;
  readonly #chat: Chat;
  readonly #log: Log;
  readonly #earlier: Earlier;
  readonly #composer: Composer;
  readonly #search: Search;
  readonly #people: PeopleList;
  readonly #password: PasswordForm;
  readonly #tools: ModeratorTools;
  readonly #name = get("input#name");
  readonly #conn = get("button#conn");
  readonly #status = get("p#status");
  readonly #order = get("p#order");
  #isDrawing = false;
  #wasOnline = false;
  /** The latest message that was said before the user came. */
  #before = 0;

  /** Draws the page. */
  constructor(language: PageLanguage) {
    this.#language = language;
    const { t, w, read } = language;
    const address = addressOfUrl(location);
    const name = this.#firstName();
    this.#name.value = name;
    this.#sound = new Sound(this.#tab);
    const room = formatTarget(address);
    get("h1#room").textContent = room;
    this.#chat = new Chat({
      ...{ name, address, t, read, view: this, keys: w.keys() },
      ...{ describe, presence: true, compact: true, bell: "mention" },
      newKey: this.#tab.newKey,
      world: browserWorld(location),
    });
    const { session } = this.#chat;
    const scroller = get("div#room-log");
    scroller.ariaLabel = w.messages();
    const newer = get("button#newer");
    const self = () => session.name;
    const nearTop = () => this.#earlier.ask(session);
    const dropped = () => this.#earlier.reset();
    const take = (run: () => void) => this.#composer.succeeds(run);
    const write = (one: string) => {
      this.#people.close();
      this.#composer.begin(`/msg ${one} `);
    };
    this.#tools = new ModeratorTools({ language, log: scroller, chat: this.#chat, write, take });
    const menus = this.#tools.rows;
    this.#log = new Log({ scroller, newer, room, language, self, menus, nearTop, dropped });
    this.#earlier = new Earlier(this.#log, language);
    const send = (line: string, isText: boolean) => this.#send(line, isText);
    this.#composer = new Composer({ tab: this.#tab, language, send });
    const closed = () => this.#composer.focus();
    this.#search = new Search({ language, session, menus, closed });
    const attach = (button: HTMLButtonElement, one: string) => this.#tools.attach(button, one);
    this.#people = new PeopleList({ language, choose: write, attach });
    this.#password = new PasswordForm({
      ...{ language, take, closed, unlock: (password) => session.unlock(password) },
      moderate: (password) => moderate(this.#chat, password),
    });
    this.#showTitle();
    this.#listen();
    this.#draw();
  }

  /** Joins the room if the page was in it before it was loaded again; otherwise asks for the name. */
  start(): void {
    if (this.#tab.isReload) return void this.#composer.succeeds(() => this.#join());
    this.#name.focus();
    this.#name.select();
  }

  // --- What the chat shows ------------------------------------------------------------------------

  /** Shows something in the log. */
  show(shown: Shown, event?: SessionEvent): void {
    switch (event?.type) {
      case "message":
        return this.#log.say(event, event.number === undefined || event.number > this.#before);
      case "private":
      case "sent":
        return this.#log.whisper(event);
      case "live":
        return this.#log.divide(this.#language.t.liveFromHere());
      case "you":
        // A name that is chosen before joining is in its field already.
        if (!this.#chat.session.address) return;
    }
    this.#log.show(shown);
  }

  /** Takes what was found for the search, or for the top of the log. */
  takes(event: SessionEvent): boolean {
    return event.type === "found" && (this.#earlier.takes(event) || this.#search.takes(event));
  }

  /** Rings, unless that is muted. */
  ring(): void {
    this.#sound.ring();
  }

  /** Empties the log. */
  clear(): void {
    this.#log.clear();
    this.#earlier.reset();
  }

  /** Draws what has changed with an event. */
  update(event: SessionEvent): void {
    switch (event.type) {
      case "connected":
        this.#entered();
        break;
      case "another room":
        this.#log.seal();
        this.#forgetNumbers(0);
        break;
      case "forgot":
        this.#forgetNumbers(event.from);
        break;
      case "removed":
        this.#log.remove(event.number);
        this.#search.remove(event.number);
        break;
      case "kicked":
        if (event.mine) this.#composer.refuse(this.#language.t.putOut(event.reason));
        break;
      case "error":
        this.#composer.refuse(event.reason(this.#language.t));
        break;
      case "lost":
      case "closed":
        this.#earlier.reset();
        this.#search.lost();
        break;
      case "you":
        this.#name.value = event.name;
        this.#tab.set("name", event.name);
        break;
      case "refused":
        this.#composer.giveBack(event.text, event.reason(this.#language.t));
        break;
    }
    this.#draw();
  }

  /** Asks for the password of moderators. */
  askSecret(): void {
    this.#password.askForModerators();
  }

  /** Leaves the room. A page cannot close itself. */
  quit(): void {
    this.#chat.session.disconnect();
  }

  // --- What the user does -------------------------------------------------------------------------

  #send(line: string, isText: boolean): void {
    // Who says something without having joined means to join.
    if (!this.#chat.session.address && (isText || !line.startsWith("/"))) this.#join();
    this.#chat.run(line, { isText });
    this.#log.goToEnd();
    this.#draw();
  }

  #join(): void {
    const name = normalizeName(this.#name.value);
    const { session } = this.#chat;
    this.#tab.set("name", name);
    if (name !== session.name) session.rename(name);
    if (!session.address) session.connect(this.#chat.home, this.#tab.takeStay());
    this.#draw();
  }

  #joinOrLeave(): void {
    if (!this.#chat.session.address) {
      if (this.#composer.succeeds(() => this.#join())) this.#composer.focus();
    } else this.#composer.succeeds(() => this.#chat.run("/disconnect"));
  }

  // --- The page -----------------------------------------------------------------------------------

  async #showTitle(): Promise<void> {
    const { title }: { title?: string } = JSON.parse(await fetchText("/health") ?? "{}");
    if (title) get("h1#room").textContent = this.#log.room = title;
  }

  #firstName(): string {
    const name = orRefusal(() => normalizeName(this.#tab.get("name") ?? FIRST_NAME));
    return name instanceof Refusal ? FIRST_NAME : name;
  }

  #listen(): void {
    this.#conn.onclick = () => this.#joinOrLeave();
    this.#name.onkeydown = (event) => {
      if (event.key !== "Enter" || event.isComposing) return;
      event.preventDefault();
      if (this.#composer.succeeds(() => this.#join())) this.#composer.focus();
    };
    this.#name.onchange = () => {
      if (this.#chat.session.address) this.#composer.succeeds(() => this.#join());
    };
    addEventListener("beforeunload", (event) => {
      if (this.#chat.session.waiting.length > 0) event.preventDefault();
    });
    addEventListener("pagehide", () => {
      const { address, stay } = this.#chat.session;
      if (address) this.#tab.keepStay(stay);
    });
    addEventListener("pageshow", ({ persisted }) => {
      if (persisted) this.#tab.dropStay();
    });
  }

  /** Begins a stay. What was said before is shown next. */
  #entered(): void {
    this.#log.seal();
    this.#earlier.reset();
    this.#before = this.#chat.session.lastNumber;
  }

  /** From this number on, other messages have the numbers now. */
  #forgetNumbers(from: number): void {
    this.#before = Math.min(this.#before, Math.max(0, from - 1));
    this.#log.forgetNumbers(from);
    this.#search.clear();
    this.#earlier.reset();
  }

  /** Draws what has changed, once for all that happens in this turn of the event loop. */
  #draw(): void {
    if (this.#isDrawing) return;
    this.#isDrawing = true;
    queueMicrotask(() => {
      this.#isDrawing = false;
      this.#drawNow();
    });
  }

  #drawNow(): void {
    const { session } = this.#chat;
    const { w } = this.#language;
    const { address, online, asksPassword, waiting } = session;
    this.#wasOnline = address !== undefined && (this.#wasOnline || online);
    const state = stateOf({ address, online, asksPassword }, this.#wasOnline, w);
    if (this.#status.textContent !== state) this.#status.textContent = state;
    const order = address ? orderOf(session.order, w) : "";
    if (this.#order.textContent !== order) this.#order.textContent = order;
    this.#tools.draw();
    document.body.classList.toggle("online", online);
    this.#conn.textContent = address ? w.exit() : w.conn();
    this.#password.isAsked = asksPassword;
    drawWaiting(waiting, this.#language);
    this.#people.update(() => {
      const { address, name: self, order } = session;
      return { people: address ? session.people : [], self, order };
    });
  }
}
