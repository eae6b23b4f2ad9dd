/**
 * The script of the page in English.
 *
 * @module
 */

import { en } from "../language/en.ts";
import { verbatim } from "../language/language.ts";
import { windowEn } from "../language/window_en.ts";
import { openPage } from "./page.ts";

openPage({ code: "en", t: en, w: windowEn, read: verbatim });
