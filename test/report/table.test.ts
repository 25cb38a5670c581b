import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { columnsOf } from "../../src/report/text/columns.ts";
import { renderTable } from "../../src/report/text/table.ts";
import { answerTimesIn } from "../../src/report/when.ts";

const header = ["USER", "BY", "FROM"];

describe("a table", () => {
  it("aligns its columns and leaves out a column without text", () => {
    const rows = [
      ["ada", "grant", ""],
      ["grace-hopper", "grant of role on-call", ""],
    ];
    expect(renderTable({ header, rows }, 80)).toBe(
      "USER          BY\nada           grant\ngrace-hopper  grant of role on-call\n",
    );
  });

  it("wraps the widest cells at words", () => {
    const rows = [
      ["ada", "grant of role on-call", "today"],
      ["grace", "grant", "today"],
    ];
    expect(renderTable({ header, rows }, 27)).toBe(
      [
        "USER   BY             FROM",
        "ada    grant of role  today",
        "       on-call",
        "grace  grant          today",
        "",
      ].join("\n"),
    );
  });

  it("counts wide characters as two columns", () => {
    expect(renderTable({ header: ["A", "B"], rows: [["漢字", "x"]] }, 80)).toBe("A     B\n漢字  x\n");
  });

  it("is not possible where the longest words do not fit", () => {
    expect(renderTable({ header, rows: [["a".repeat(30), "b".repeat(30), "c".repeat(30)]] }, 80)).toBeNull();
  });

  it("has each word, in lines that fit, for any cells", () => {
    const words = fc.array(fc.stringMatching(/^[a-z漢]{1,12}$/), { maxLength: 8 });
    const row = fc.tuple(words, words, words).map((cells) => cells.map((cell) => cell.join(" ")));
    fc.assert(
      fc.property(fc.array(row, { minLength: 1, maxLength: 6 }), fc.integer({ min: 40, max: 100 }), (rows, columns) => {
        const text = renderTable({ header, rows }, columns);
        if (text === null) return columns < 3 * 24 + 4;
        const wordsIn = (all: string): readonly string[] =>
          all
            .split(/\s+/)
            .filter((word) => word !== "")
            .sort();
        const shown = header.filter((_, column) => rows.some((cells) => cells[column] !== ""));
        expect(wordsIn(text)).toEqual(wordsIn([...shown, ...rows.flat()].join(" ")));
        for (const line of text.split("\n")) expect(columnsOf(line)).toBeLessThanOrEqual(columns);
        return true;
      }),
    );
  });
});

describe("the bounds in a table", () => {
  const { cell } = answerTimesIn("Europe/Berlin");
  it.each([
    ["2026-11-30T23:00:00Z", "until", "end of 2026-11-30"],
    ["2026-11-30T23:00:00Z", "from", "2026-12-01 00:00"],
    ["2026-12-01T18:00:30Z", "until", "2026-12-01 19:00"],
  ] as const)("shows %s as %s: %s", (instant, bound, text) => {
    expect(cell(instant, bound)).toBe(text);
  });
});
