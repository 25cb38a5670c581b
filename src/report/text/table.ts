import { columnsOf } from "./columns.ts";
import { fittedLines } from "./fit-text.ts";

/** A table: its header, and rows with one cell for each column. The texts have no control characters. */
export interface Table {
  readonly header: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

/** The space between two columns. */
const gap = "  ";

/**
 * Returns a table in aligned columns, with the cells wrapped at words. Columns that are empty in every row are left out.
 * @param columns the width of the terminal
 * @returns null where the longest words do not fit next to each other
 */
export function renderTable(table: Table, columns: number): string | null {
  const shown = table.header.flatMap((_, column) => (table.rows.some((row) => row[column] !== "") ? [column] : []));
  const lines = [table.header, ...table.rows].map((cells) => shown.map((column) => cells[column] ?? ""));
  const widths = fittedWidths(lines, columns - gap.length * (shown.length - 1));
  return widths === null ? null : lines.map((cells) => `${rowText(cells, widths)}\n`).join("");
}

/** Returns the widths of the columns. While the table is too wide, the widest column that can be wrapped is made narrower. */
function fittedWidths(lines: readonly (readonly string[])[], available: number): readonly number[] | null {
  const count = lines[0]?.length ?? 0;
  const widest = (sizeOf: (cell: string) => number): number[] =>
    Array.from({ length: count }, (_, column) => Math.max(0, ...lines.map((cells) => sizeOf(cells[column] ?? ""))));
  const widths = widest(columnsOf);
  const least = widest((cell) => Math.max(0, ...cell.split(" ").map(columnsOf)));
  for (let over = sum(widths) - available; over > 0; over--) {
    const wrappable = [...widths.keys()].filter((column) => (widths[column] ?? 0) > (least[column] ?? 0));
    const width = Math.max(0, ...wrappable.map((column) => widths[column] ?? 0));
    const column = wrappable.find((one) => widths[one] === width);
    if (column === undefined) return null;
    widths[column] = width - 1;
  }
  return widths;
}

const sum = (numbers: readonly number[]): number => numbers.reduce((total, number) => total + number, 0);

function rowText(cells: readonly string[], widths: readonly number[]): string {
  const wrapped = cells.map((cell, column) => fittedLines(cell, widths[column] ?? 0));
  const height = Math.max(1, ...wrapped.map(({ length }) => length));
  return Array.from({ length: height }, (_, line) =>
    wrapped
      .map((cell, column) => padded((cell[line] ?? "").trimStart(), widths[column] ?? 0))
      .join(gap)
      .trimEnd(),
  ).join("\n");
}

const padded = (text: string, width: number): string => text + " ".repeat(Math.max(0, width - columnsOf(text)));
