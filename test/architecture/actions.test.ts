import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { actions } from "../../src/plan/actions.ts";

const src = fileURLToPath(new URL("../../src", import.meta.url));

/** Files that define, create, parse or apply an operation of one action, or name the right that its write needs. */
const allowed: readonly RegExp[] = [
  /^plan\/(operation|actions)\.ts$/,
  /^plan\/operations\//,
  /^plan\/saved\/operation-shapes\.ts$/,
  /^apply\/steps\//,
  /^ports\/access\.ts$/,
  /^providers\/[^/]+\/(writer|memory-writer|lifecycle|[a-z]+-writes|write-rights)\.ts$/,
  /^formats\/.*\.generated\.(ts|cjs)$/,
];

const objects = [...new Set(Object.keys(actions).map((action) => action.slice(0, action.indexOf("."))))];
/** Matches an action as a literal, or its prefix in a template or for `startsWith`. */
const literal = new RegExp(
  `["'\`](${[...Object.keys(actions).map((action) => action.replace(".", "\\.")), ...objects.map((object) => `${object}\\.`)].join("|")})(["'\`]|\\$\\{)`,
);

const namesAction = (file: string, text: string): boolean =>
  literal.test(text) && !allowed.some((pattern) => pattern.test(file));

describe("the names of actions", () => {
  it("occur only where an operation is defined, created, parsed or applied", () => {
    const files = readdirSync(src, { recursive: true, encoding: "utf8" }).filter((name) => /\.(ts|cjs)$/.test(name));
    expect(files.filter((file) => namesAction(file, readFileSync(join(src, file), "utf8")))).toEqual([]);
  });

  it("are found elsewhere, as a literal and as a prefix", () => {
    expect(namesAction("plan/guards/example.ts", 'action === "membership.remove"')).toBe(true);
    expect(namesAction("apply/example.ts", 'id.startsWith("account.")')).toBe(true);
    expect(namesAction("report/example.ts", "`group.${verb}`")).toBe(true);
    expect(namesAction("plan/operations/example.ts", 'action: "membership.remove"')).toBe(false);
    expect(namesAction("load/example.ts", '"account.onTerminate.now"')).toBe(false);
  });
});
