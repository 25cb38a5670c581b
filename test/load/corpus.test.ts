import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { expect, it } from "vitest";

const here = fileURLToPath(new URL(".", import.meta.url));

/** `input: "46, 47: …"`, `it("63: …"`, `describe("74 to 76: …"`, and the first argument of an `it.each`. */
const titled = /(?:\binput: |\b(?:it|describe)\(|(?:\]| as const)\)\()"(\d{1,2})(?:(, | to )(\d{1,2}))?: /g;

/** Returns the numbers of the cases in a title. */
function casesOf([, first = "", between, last = first]: RegExpMatchArray): readonly number[] {
  const [from, to] = [Number(first), Number(last)];
  if (between === ", ") return [from, to];
  return Array.from({ length: to - from + 1 }, (_, offset) => from + offset);
}

it("has a test for each of the eighty malformed inputs", () => {
  const tested = new Set(
    readdirSync(here)
      .filter((name) => name.endsWith(".test.ts"))
      .flatMap((name) => [...readFileSync(`${here}${name}`, "utf8").matchAll(titled)].flatMap(casesOf)),
  );
  const all = Array.from({ length: 80 }, (_, index) => index + 1);
  expect(all.filter((number) => !tested.has(number))).toEqual([]);
});
