/**
 * Figures as a table that a person reads.
 *
 * @module
 */

/** The figures of one measurement by what they are, their unit included. */
export type Row = Readonly<Record<string, string | number>>;

/** Lays rows out under their keys; a row need not have all of them. */
export function formatTable(rows: readonly Row[]): string {
  const heads = [...new Set(rows.flatMap((row) => Object.keys(row)))];
  const lines = [heads, ...rows.map((row) => heads.map((head) => formatFigure(row[head])))];
  const widths = heads.map((_, i) => Math.max(...lines.map((line) => line[i]!.length)));
  const isText = heads.map((head) => rows.some((row) => typeof row[head] === "string"));
  return lines.map((line) =>
    line.map((cell, i) => isText[i] ? cell.padEnd(widths[i]!) : cell.padStart(widths[i]!))
      .join("  ").trimEnd() + "\n"
  ).join("");
}

/** Three digits that count: what was measured once on a busy machine has no more. */
function formatFigure(figure: string | number | undefined): string {
  if (typeof figure === "string") return figure;
  // Not measured, or not to be had on this system.
  if (figure === undefined || Number.isNaN(figure)) return "-";
  if (Number.isInteger(figure) || figure >= 100) return Math.round(figure).toLocaleString("en");
  return figure.toFixed(figure >= 10 ? 1 : 2);
}

/** The middle one of some figures, or the mean of the two. */
export function median(figures: readonly number[]): number {
  const sorted = figures.toSorted((a, b) => a - b);
  const middle = sorted.length / 2;
  return (sorted[Math.ceil(middle) - 1]! + sorted[Math.floor(middle)]!) / 2;
}

/** The least figure that so many of them, a share of 1, do not exceed; NaN if there are none. */
export function percentile(figures: Iterable<number>, share: number): number {
  const sorted = Float64Array.from(figures).sort();
  return sorted[Math.ceil(sorted.length * share) - 1] ?? NaN;
}
