import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import type { FoundBy } from "../../../src/plan/containment/keys.ts";
import { keptOut } from "../../../src/plan/containment/kept-out.ts";
import { planContainment } from "../../../src/plan/containment/plan-containment.ts";
import { anAccount } from "../../support/containment.ts";
import { aModel, now } from "../../support/model.ts";
import { sideOf } from "../../support/planned.ts";

const file = new URL("../../../docs/engine.md", import.meta.url);
const cells = (line: string): string[] =>
  line
    .split("|")
    .slice(1, -1)
    .map((cell) => cell.trim());

const [, section = ""] = readFileSync(file, "utf8").split("### Containment lane\n");
const [titles = [], , ...rows] = (section.split("\n## ")[0] ?? "")
  .split("\n")
  .filter((line) => line.startsWith("|"))
  .map(cells);

const numbers: Readonly<Record<string, string | null>> = {
  "the user's": "n-ada",
  none: null,
  "none, system adopts by address": null,
  "of no user": "n-stranger",
  "another user's": "n-eve",
  "a user's who is kept out": "n-zoe",
};

const addresses: Readonly<Record<string, string>> = {
  "Main address of the user": "ada@acme.example",
  "Main address of no user": "stranger@acme.example",
  "Main address of another user": "eve@acme.example",
};

/** Returns the content of one cell from the planner. */
function cellOf(by: FoundBy, number: string, address: string, state: "active" | "suspended" = "active"): string {
  const world = aModel()
    .system("okta")
    .user("ada", { status: "terminated" })
    .user("zoe", { status: "terminated" })
    .user("eve");
  const rules = world.build().systems.values().next().value?.account;
  if (rules === null || rules === undefined) throw new Error("no accounts");
  if (number.includes("by address")) world.system("okta", { account: { ...rules, adopt: "by-address" } });
  if (by === "adoption") world.adoption("okta", "ada", "a-1");
  const context = { head: sideOf(world.build()), base: null, at: now, since: null };
  const all = keptOut(context);
  const account = anAccount("1", { join: numbers[number] ?? null, address: addresses[address] ?? "", state });
  const lookedUp = all
    .filter(({ user }) => user.id === "ada")
    .map((one) => ({ one, found: [{ account, by: new Set([by]) }] }));
  const [planned] = planContainment(lookedUp, all, { context }).users;
  const { operations = [], blocked = [], notes = [] } = planned ?? {};
  const parts = [
    ...operations.map(() => "contain"),
    ...blocked.map(({ code }) => `doubt: \`${code}\``),
    ...notes.map(({ code }) => `note: \`${code}\``),
  ];
  return parts.length === 0 ? "–" : parts.join(", ");
}

describe("docs/engine.md, containment lane", () => {
  it("has a row for every key and every number that the key can lead to", () => {
    expect(titles.slice(2)).toEqual(Object.keys(addresses));
    const others = Object.keys(numbers).filter((one) => one !== "the user's" && !one.includes("by address"));
    for (const by of ["adoption", "journal", "address"] satisfies FoundBy[])
      for (const number of others) expect(rows.map((row) => row.slice(0, 2))).toContainEqual([by, number]);
    expect(rows.map(([by]) => by)).toContain("number");
  });

  it.each(
    rows.flatMap(([by = "", number = "", ...results]) =>
      results.map((result, index) => ({ by, number, address: titles[index + 2] ?? "", result })),
    ),
  )("describes an account found by $by, $number, $address", ({ by, number, address, result }) => {
    expect(Object.keys(numbers)).toContain(number);
    expect(cellOf(by as FoundBy, number, address)).toBe(result);
    expect(cellOf(by as FoundBy, number, address, "suspended")).toBe("–");
  });
});
