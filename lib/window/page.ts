/**
 * Opens the window in one language.
 *
 * @module
 */

import { pageLanguage, type PageWords } from "../language/window_language.ts";
import { get } from "./dom.ts";
import { offerInvitation } from "./invitation.ts";
import { ChatWindow } from "./window.ts";

/** Opens the window of the page, which says these words. */
export function openPage(words: PageWords): void {
  const language = pageLanguage(words, navigator.language);
  new ChatWindow(language).start();
  get("p#unstarted").remove();
  void offerInvitation(language);
}
