import { afterEach, describe, expect, it } from "vitest";
import type { SystemId } from "../../../src/model/documents.ts";
import { buildPlan } from "../../../src/plan/build-plan.ts";
import { narrowPlan } from "../../../src/plan/narrow.ts";
import type { Plan } from "../../../src/plan/plan.ts";
import { targetNeeds } from "../../../src/plan/targeted/target-needs.ts";
import { readTargets } from "../../../src/workflow/read-targets.ts";
import { oktaCandidate, oktaSubject } from "../../contract/okta-subject.ts";
import { complete, people, scopeFor, start, type World } from "../../contract/world.ts";
import { aModel, type ModelBuilder } from "../../support/model.ts";
import { sideOf } from "../../support/planned.ts";

type Subject = Awaited<ReturnType<typeof oktaSubject>>;
const open: Subject[] = [];
afterEach(async () => {
  await Promise.all(open.splice(0).map((subject) => subject.close()));
});

const declared = ["crm", "erp", "wiki"];
const targets = ["p0000", "p0001", "p0002", "okta/crm", "okta/erp"];
const scope = scopeFor(oktaCandidate, ...declared);

/** p0000 and p0001 are in the wrong groups, p0002 is a joiner, and a stranger and p0004 are members without a grant. */
const company = (users: number): World => ({
  accounts: [...people(users).filter(({ name }) => name !== "p0002"), { name: "stranger" }],
  groups: [
    { name: "crm", members: ["p0000", "p0003", "stranger"] },
    { name: "erp", members: ["p0003", "p0004"] },
    { name: "wiki", members: ["p0000", "p0005"] },
    { name: "undeclared", members: ["p0000", "p0001"] },
    { name: "fed", ruleFed: true },
  ],
});

function files(users: number): ModelBuilder {
  const world = aModel().entitlement("okta/account");
  for (const id of declared) world.entitlement(`okta/${id}`);
  for (const [index, { name }] of people(users).entries())
    world.user(name, { employeeNumber: `n${index}` }).grant(name, "okta/account");
  return world
    .grant("p0001", "okta/crm")
    .grant("p0002", "okta/crm")
    .grant("p0003", "okta/crm")
    .grant("p0003", "okta/erp")
    .keepApart("payment", { crm: ["okta/crm"], erp: ["okta/erp"] });
}

interface Compared {
  readonly requests: number;
  readonly plan: Plan;
  readonly full: () => Promise<Plan>;
  readonly violations: () => readonly string[];
}

async function compare(users: number, named = targets): Promise<Compared> {
  const subject = await oktaSubject(company(users));
  open.push(subject);
  const model = files(Math.min(users, 100)).build();
  const head = sideOf(model, start);
  const planOf = (observed: Parameters<typeof buildPlan>[0]["observations"][number]["observed"]): Plan => {
    const observations = [{ kind: "complete" as const, at: start, observed: { ...observed, system: "okta" } }];
    return narrowPlan(buildPlan({ head, base: null, at: start, observations, findings: [] }), named);
  };
  const needs = targetNeeds(head, { at: start, targets: named })("okta" as SystemId);
  const reads = subject.reader.targeted?.(scope);
  if (needs === null || reads === undefined) throw new Error("the targets cannot be read");
  const before = subject.wire?.requests().length ?? 0;
  const observed = await readTargets(reads, needs, { model });
  if (observed === null) throw new Error("a complete read is needed");
  const requests = (subject.wire?.requests().length ?? 0) - before;
  return {
    requests,
    plan: planOf(observed),
    full: async () => planOf(complete(await subject.reader.observe(scope))),
    violations: () => subject.violations?.() ?? [],
  };
}

describe("a plan for three named users and two groups", () => {
  it("takes at most 12 requests, the same at 100 and at 100,000 users, and has the operations of the complete plan", async () => {
    const small = await compare(100);
    const large = await compare(100_000);
    expect(small.requests).toBeLessThanOrEqual(12);
    expect(large.requests).toBe(small.requests);
    expect(small.plan.operations).toEqual((await small.full()).operations);
    expect(large.plan.operations.map(({ action, user }) => [action, user])).toEqual(
      small.plan.operations.map(({ action, user }) => [action, user]),
    );
    expect([...small.violations(), ...large.violations()]).toEqual([]);
    expect(small.plan.operations.map(({ id }) => id).sort()).toEqual([
      "okta:account.create:p0002",
      "okta:account.update:p0000",
      "okta:account.update:p0001",
      "okta:membership.add:crm:p0001",
      "okta:membership.add:crm:p0002",
      expect.stringMatching(/^okta:membership\.remove:crm:00u/),
      "okta:membership.remove:crm:p0000",
      "okta:membership.remove:erp:p0004",
      "okta:membership.remove:wiki:p0000",
    ]);
  }, 60_000);

  it("says what was not read, and counts no unmanaged objects", async () => {
    const { plan, full } = await compare(10);
    expect(plan.guards.map(({ code, blocked }) => [code, blocked])).toEqual([["provider/targeted-read", false]]);
    expect(plan.unmanaged).toEqual({});
    expect((await full()).unmanaged).toMatchObject({ okta: { accounts: 1 } });
  });
});
