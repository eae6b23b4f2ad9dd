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

/** The element of the page with this ID. Throws if it is none of this kind. */
export function get<T extends HTMLElement>(id: string, kind: new () => T): T {
  const element = document.getElementById(id);
  if (!(element instanceof kind)) throw new Error(`Cannot find #${id} in the page`);
  return element;
}
