/**
 * Finds and makes elements. Text gets into the page as text nodes only.
 *
 * @module
 */

/** Makes an element with a class and children. Strings become text nodes. */
export function make<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  className = "",
  ...children: (Node | string)[]
): HTMLElementTagNameMap[K] {
  const element = document.createElement(tag);
  if (className !== "") element.className = className;
  element.append(...children);
  return element;
}

/** The element of the page with this tag and ID, as in `button#send`. Throws if there is none. */
export function get<K extends keyof HTMLElementTagNameMap>(
  selector: `${K}#${string}`,
): HTMLElementTagNameMap[K] {
  const element = document.querySelector<HTMLElementTagNameMap[K]>(selector);
  if (!element) throw new Error(`Cannot find ${selector} in the page`);
  return element;
}

/** Calls `run` when a form is submitted, which sends it nowhere. */
export function onSubmit(form: HTMLFormElement, run: () => void): void {
  form.onsubmit = (event) => {
    event.preventDefault();
    run();
  };
}
