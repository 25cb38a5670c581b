import { describe, expect, it } from "vitest";
import { resolveAssignments } from "../../src/model/effective.ts";
import { roleConflicts } from "../../src/policy/separation-of-duties/judge-roles.ts";
import { violationsOf } from "../../src/policy/separation-of-duties/judge-users.ts";
import { judgeCase } from "./differences.ts";
import { randomCompany } from "./random-company.ts";
import { toModel } from "./to-model.ts";

/** `npm run verify` runs many more, from any seed. */
const cases = 2000;
const firstSeed = 1;
const seeds = Array.from({ length: cases }, (_, number) => firstSeed + number);

describe("the product and the reference evaluator", () => {
  // In parts, so that a slow machine shows its progress.
  it.each([0, 1, 2, 3])(`agree about ${cases} random companies, part %d`, (part) => {
    const own = seeds.slice((part * cases) / 4, ((part + 1) * cases) / 4);
    const differences = own.flatMap((seed) => judgeCase(seed) ?? []);
    expect(differences.slice(0, 3), `seeds ${own[0]} to ${own.at(-1)}`).toEqual([]);
  });

  it("are compared on companies that cover every feature", () => {
    const reached = new Map<string, number>();
    const count = (name: string, isSo: boolean): void => {
      reached.set(name, (reached.get(name) ?? 0) + (isSo ? 1 : 0));
    };
    for (const seed of seeds) {
      const { company, at } = randomCompany(seed);
      const model = toModel(company);
      const index = resolveAssignments(model);
      for (const { user, rule, conflict, onReturn } of violationsOf({ model, index, at })) {
        const { witnesses, stretches } = conflict;
        count("only later", (stretches[0]?.from ?? at) > at);
        count("several periods", stretches.length > 1);
        count("ends", stretches.at(-1)?.until !== null);
        count("on return from leave", onReturn);
        count("k of n", rule.atMost > 1);
        count(
          "by a service account",
          witnesses.some(({ holder }) => holder !== user.id),
        );
        count(
          "by a role of a set",
          witnesses.some(({ memberRole }) => memberRole !== null),
        );
        count(
          "by an included role",
          witnesses.some(({ role, through }) => role !== null && through.length > 0),
        );
        count(
          "by nesting",
          witnesses.some(({ role, through }) => role === null && through.length > 0),
        );
        count(
          "by birthright",
          witnesses.some(({ kind }) => kind === "birthright"),
        );
        count(
          "by an eligible grant",
          witnesses.some(({ grant }) => grant?.eligible === true),
        );
      }
      for (const { message } of roleConflicts({ model, index, at })) {
        count("role alone", !message.includes("together"));
        count("role with one birthright role", message.includes("the birthright role "));
        count("role with several birthright roles", message.includes("the birthright roles "));
      }
      count(
        "retired",
        company.entitlements.some(({ retired }) => retired),
      );
      count(
        "implied",
        company.roles.some(({ impliedBy }) => impliedBy.length > 0),
      );
      count(
        "upcoming",
        company.users.some(({ start }) => start !== null && start > at),
      );
      count(
        "touching",
        company.grants.some(({ expires }) =>
          company.grants.some(({ starts }) => starts !== null && starts === expires),
        ),
      );
    }
    expect([...reached].filter(([, times]) => times < 3)).toEqual([]);
  });
});
