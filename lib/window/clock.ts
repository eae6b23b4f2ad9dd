/**
 * Times as the reader reads them.
 *
 * @module
 */

import type { PageLanguage } from "../language/window_language.ts";

/** Writes times in one language. */
interface Formats {
  clock: Intl.DateTimeFormat;
  day: Intl.DateTimeFormat;
}

/** Making a format takes as long as drawing a few messages. */
const made = new WeakMap<PageLanguage, Formats>();

/** The time of day, such as `12:44 PM`, and with the day if that is asked for. */
export function readableTime(date: Date, language: PageLanguage, withDay: boolean): string {
  const { clock, day } = formatsOf(language);
  return withDay ? `${day.format(date)} ${clock.format(date)}` : clock.format(date);
}

function formatsOf(language: PageLanguage): Formats {
  let formats = made.get(language);
  if (!formats) {
    const { code, locale } = language;
    formats = {
      clock: new Intl.DateTimeFormat(locale, { hour: "2-digit", minute: "2-digit" }),
      day: new Intl.DateTimeFormat(code, { month: "short", day: "numeric" }),
    };
    made.set(language, formats);
  }
  return formats;
}
