/**
 * Durations as people read them.
 *
 * @module
 */

/**
 * The parts of a duration that are not 0, each before its unit; rounded to whole seconds, at least 1.
 * `Intl.DurationFormat` is missing in browsers of 2024.
 */
export function partsOfDuration(ms: number, units: [string, string, string]): string[] {
  const seconds = Math.max(1, Math.round(ms / 1000));
  const parts = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60];
  return parts.flatMap((count, i) => count > 0 ? [`${count}${units[i]}`] : []);
}
