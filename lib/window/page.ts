/**
 * The script of the page: picks the language and opens the window.
 *
 * @module
 */

import { pageLanguage } from "../language/window_language.ts";
import { get } from "./dom.ts";
import { offerInvitation } from "./invitation.ts";
import { ChatWindow } from "./window.ts";

const language = pageLanguage(location.search, navigator.language);
document.documentElement.lang = language.code;
new ChatWindow(language).start();
get("unstarted", HTMLElement).remove();
await offerInvitation(language);
