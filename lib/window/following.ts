/**
 * Follows the end of a log as it grows, unless the user has scrolled up.
 *
 * @module
 */

/** How far from an end still counts as there, in CSS pixels. */
const NEAR = { top: 200, bottom: 8 };

/** What a {@linkcode Following} tells. */
export interface FollowingEvents {
  /** It began or stopped to follow the end. */
  changed(): void;
  /** The top is near, or everything is seen at once. */
  nearTop(): void;
}

/** Keeps the end of what scrolls in sight. */
export class Following {
  readonly #scroller: HTMLElement;
  readonly #events: FollowingEvents;
  #isFollowing = true;
  /** Where it was scrolled to, and how high everything was then. */
  #top = 0;
  #height = 0;

  /** Watches `scroller`, whose `content` grows. */
  constructor(scroller: HTMLElement, content: HTMLElement, events: FollowingEvents) {
    this.#scroller = scroller;
    this.#events = events;
    scroller.classList.add("following");
    scroller.addEventListener("scroll", () => this.#scrolled());
    const observer = new ResizeObserver(() => this.#resized());
    observer.observe(scroller);
    observer.observe(content);
  }

  /** Whether the end is in sight. */
  get isFollowing(): boolean {
    return this.#isFollowing;
  }

  /** Goes to the end and follows it. */
  resume(): void {
    this.#set(true);
    this.stick();
  }

  /** Goes to the end if it is followed. Must be called when rows were taken out. */
  stick(): void {
    if (!this.#isFollowing) return;
    this.#scroller.scrollTop = this.#scroller.scrollHeight;
    this.#note();
  }

  /** Makes a change above `row`, which stays where it is on the screen. */
  keep(row: Element, change: () => void): void {
    const before = row.getBoundingClientRect().top;
    change();
    this.#scroller.scrollTop += row.getBoundingClientRect().top - before;
    this.#note();
  }

  /**
   * Scroll events come late, so only a smaller `scrollTop` shows that the user scrolled up. It gets
   * smaller by itself when the rows take less space than before.
   */
  #scrolled(): void {
    const { scrollTop, scrollHeight } = this.#scroller;
    if (this.#isAtEnd) this.#set(true);
    else if (scrollTop < this.#top && scrollHeight >= this.#height) this.#set(false);
    this.stick();
    this.#note();
    if (!this.#isFollowing && scrollTop < NEAR.top) this.#events.nearTop();
  }

  #resized(): void {
    this.stick();
    if (this.#scroller.scrollHeight <= this.#scroller.clientHeight) this.#events.nearTop();
  }

  get #isAtEnd(): boolean {
    const { scrollTop, scrollHeight, clientHeight } = this.#scroller;
    return scrollHeight - scrollTop - clientHeight < NEAR.bottom;
  }

  #note(): void {
    this.#top = this.#scroller.scrollTop;
    this.#height = this.#scroller.scrollHeight;
  }

  #set(isFollowing: boolean): void {
    if (isFollowing === this.#isFollowing) return;
    this.#isFollowing = isFollowing;
    // Otherwise the browser scrolls up when rows above are taken out.
    this.#scroller.classList.toggle("following", isFollowing);
    this.#events.changed();
  }
}
