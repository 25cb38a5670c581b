import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import type { User } from "../../src/model/documents.ts";
import { type AccountState, accountStates } from "../../src/model/account-state.ts";
import { connectedTraits } from "../../src/model/provider.ts";
import { aModel, at, duration } from "../support/model.ts";
import { aGoogle, anOkta } from "../support/observed.ts";
import { planFor } from "../support/planned.ts";

/** Each state of the published type. */
const states = Object.keys(accountStates) as AccountState[];

/** The columns of the table: the user, whose account should be active, staged, suspended or deactivated. */
const columns: Readonly<Record<string, Partial<User>>> = {
  active: {},
  "before the start": { start: at("2026-12-01T00:00:00Z"), preboarding: true },
  "on leave": { status: "on-leave" },
  terminated: { status: "terminated" },
  "terminated, legal hold": { status: "terminated", legalHold: true },
  "deactivation due": { end: at("2026-01-01T00:00:00Z") },
};

const builders = { okta: anOkta, google: aGoogle } as const;
type Described = keyof typeof builders;

/** Returns the content of one cell from the planner: the operations on the account, and the guard results. */
function cellOf(provider: Described, state: AccountState, user: Partial<User>): string {
  const world = aModel().entitlement(`${provider}/account`).user("ada", user).grant("ada", `${provider}/account`);
  const system = [...world.build().systems.values()].find(({ id }) => id === provider);
  if (system?.account === null || system === undefined) throw new Error(`no accounts in ${provider}`);
  const onTerminate = { now: "suspend", deactivateAfter: duration("P30D"), transferDataTo: null } as const;
  const rules = user.end === undefined ? system.account : { ...system.account, onTerminate };
  const plan = planFor(world.system(provider, { account: rules }), [builders[provider]().account("ada", { state })]);
  const parts = [
    ...plan.operations.map(({ action }) => action),
    ...plan.guards.filter(({ blocked }) => blocked).map(({ code }) => code),
  ];
  return parts.length === 0 ? "–" : parts.map((part) => `\`${part}\``).join(", ");
}

const file = new URL("../../docs/live-states.md", import.meta.url);
const cells = (line: string): string[] =>
  line
    .split("|")
    .slice(1, -1)
    .map((cell) => cell.trim());

/** Returns the rows below the heading of one provider: the state, then the cells. */
function rowsOf(provider: Described): ReadonlyMap<string, readonly string[]> {
  const [, section = ""] = readFileSync(file, "utf8").split(`## ${connectedTraits[provider].title}\n`);
  const lines = (section.split("\n## ")[0] ?? "").split("\n").filter((line) => line.startsWith("|"));
  expect(cells(lines[0] ?? "").slice(1)).toEqual(Object.keys(columns));
  return new Map(lines.slice(2).map((line) => [cells(line)[0] ?? "", cells(line).slice(1)]));
}

describe.each(Object.keys(builders) as Described[])("docs/live-states.md, %s", (provider) => {
  it("has one row for each account state", () => {
    expect([...rowsOf(provider).keys()]).toEqual(states.map((state) => `\`${state}\``));
  });

  it.each(states.flatMap((state) => Object.keys(columns).map((column, index) => ({ state, column, index }))))(
    "describes the plan for $state and $column",
    ({ state, column, index }) => {
      expect(rowsOf(provider).get(`\`${state}\``)?.[index]).toBe(cellOf(provider, state, columns[column] ?? {}));
    },
  );
});
