/**
 * The timestamp of the original client.
 *
 * @module
 */

/**
 * Formats a time as `asctime` of C and Python does, in local time: `Tue Jun  3 09:05:07 2014`.
 * It is English in every locale. The day of the month is padded with a space.
 */
export function asctime(date: Date): string {
  const [weekday, month, day, year] = date.toDateString().split(" ");
  return `${weekday} ${month} ${day!.replace(/^0/, " ")} ${clockTime(date)} ${year}`;
}

/** Formats the time of day in local time: `09:05:07`. */
export function clockTime(date: Date): string {
  return date.toTimeString().slice(0, "09:05:07".length);
}
