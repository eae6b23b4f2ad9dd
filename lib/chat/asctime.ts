/**
 * The timestamp of the original client.
 *
 * @module
 */

const DAYS = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"];
const MONTHS = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split(" ");

/**
 * Formats a time as `asctime` of C and Python does, in local time: `Tue Jun  3 09:05:07 2014`.
 * It is English in every locale. The day of the month is padded with a space.
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
