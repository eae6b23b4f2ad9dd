/**
 * The script of the page in Chinese. It translates what a server says in English.
 *
 * @module
 */

import { verbatim } from "../language/language.ts";
import { translateServerSentence } from "../language/server_sentences.ts";
import { serverZh } from "../language/server_zh.ts";
import { sharedZh } from "../language/shared_zh.ts";
import { windowZh } from "../language/window_zh.ts";
import { zh } from "../language/zh.ts";
import { openPage } from "./page.ts";

const heard = { ...sharedZh, ...serverZh };
const read = (text: string) => verbatim(translateServerSentence(text, heard));

openPage({ code: "zh-CN", t: zh, w: windowZh, read });
