/**
 * The timestamp of the original client.
 *
 * Pure: knows the local time zone, and nothing of messages.
 *
 * @module
 */

const DAYS = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"];
const MONTHS = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split(" ");

/**
 * Formats a time as C's and Python's `asctime` do, in local time: `Tue Jun  3 09:05:07 2014`.
 * English whatever the locale; the day of the month is padded with a space, the clock with zeros.
 */
export function asctime(date: Date): string {
  const day = String(date.getDate()).padStart(2);
  const [weekday, month] = [DAYS[date.getDay()], MONTHS[date.getMonth()]];
  return `${weekday} ${month} ${day} ${clockTime(date)} ${date.getFullYear()}`;
}

/** Formats the time of day in local time: `09:05:07`. */
export function clockTime(date: Date): string {
  return [date.getHours(), date.getMinutes(), date.getSeconds()]
    .map((part) => String(part).padStart(2, "0")).join(":");
}
