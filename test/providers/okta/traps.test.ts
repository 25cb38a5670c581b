import { describe, expect, it } from "vitest";
import { oktaCandidate, oktaSubject } from "../../contract/okta-subject.ts";
import { complete, people, scopeFor, unread, type World } from "../../contract/world.ts";
import { atTestEnd } from "../../support/cleanup.ts";
import { aModel, type ModelBuilder, now } from "../../support/model.ts";
import { guardsOf, idsOf, sideOf } from "../../support/planned.ts";

import { buildPlan } from "../../../src/plan/build-plan.ts";
import type { Plan } from "../../../src/plan/plan.ts";

async function start(world: World, options: Parameters<typeof oktaSubject>[1] = {}) {
  const subject = await oktaSubject(world, options);
  atTestEnd(() => subject.close());
  return subject;
}

type Subject = Awaited<ReturnType<typeof start>>;

/** Sends a request as an administrator does in the console. */
async function byHand({ url }: Subject, method: string, path: string): Promise<void> {
  const answer = await fetch(`${url}/api/v1${path}`, { method, headers: { authorization: "SSWS console" } });
  expect(answer.ok).toBe(true);
}

const idOf = ({ truth }: Subject, name: string): string => truth.account(`${name}@acme.example`)?.id ?? "";

it("reads an account again although the SDK keeps answers in a cache", async () => {
  const subject = await start({ accounts: [{ name: "ada" }] });
  const account = idOf(subject, "ada");
  expect(await subject.reader.accountById(account)).toMatchObject({ value: { state: "active" } });
  await byHand(subject, "POST", `/users/${account}/lifecycle/suspend`);
  expect(await subject.reader.accountById(account)).toMatchObject({ value: { state: "suspended" } });
});

describe("a list of Okta", () => {
  it("is read completely over empty pages and repeated entries", async () => {
    const accounts = people(450);
    const world = { accounts, groups: [{ name: "Crew", members: accounts.map(({ name }) => name) }] };
    const { reader, wire } = await start(world, { oddPages: true, memberPageMax: 100 });
    const { accounts: users, memberships } = complete(await reader.observe(scopeFor(oktaCandidate, "Crew")));
    expect([users.length, memberships.length]).toEqual([450, 450]);
    expect(wire?.requests().filter(({ path }) => /\/users(\?|$)/.test(path)).length).toBeGreaterThan(8);
  });

  it("with an item that is null is not complete", async () => {
    const { reader, wire } = await start({ accounts: people(3) });
    wire?.fault("users", {
      kind: "rewrite",
      rewrite: (reply) => ({ ...reply, body: [...(reply.body as unknown[]), null] }),
    });
    expect(unread(await reader.observe(scopeFor(oktaCandidate)))["the list of users"]).toMatch(/is empty/);
  });
});

/** Returns the plan for what the real SDK reads. */
async function planOf(subject: Subject, world: ModelBuilder): Promise<Plan> {
  const observation = await subject.reader.observe(scopeFor(oktaCandidate, "crm"));
  if (observation.kind === "partial") throw new Error(JSON.stringify(observation.unread));
  return buildPlan({
    head: sideOf(world.build()),
    base: null,
    at: now,
    observations: [{ ...observation, observed: { ...observation.observed, system: "okta" } }],
    findings: [],
  });
}

it("ends the memberships of a leaver whose account is deactivated, which Okta keeps", async () => {
  const subject = await start({
    accounts: [{ name: "ada", number: "n-ada" }],
    groups: [{ name: "crm", members: ["ada"] }],
  });
  await byHand(subject, "POST", `/users/${idOf(subject, "ada")}/lifecycle/deactivate`);
  expect(subject.truth.members("crm")).toEqual(["ada@acme.example"]);
  const world = aModel().entitlement("okta/account").entitlement("okta/crm").user("ada", { status: "terminated" });
  const plan = await planOf(subject, world);
  expect(idsOf(plan)).toEqual(["okta:membership.remove:crm:ada"]);
  const account = idOf(subject, "ada");
  const group = subject.truth.group("crm")?.id ?? "";
  expect(await subject.writer.perform({ action: "membership.remove", group, member: account })).toMatchObject({
    kind: "written",
  });
  await byHand(subject, "POST", `/users/${account}/lifecycle/activate?sendEmail=false`);
  expect(subject.truth.members("crm")).toEqual([]);
});

it("plans no removal from a group that a rule feeds, which would exclude the user from the rule", async () => {
  const groups = [{ name: "crm", members: ["ada"], ruleFed: true }];
  const subject = await start({ accounts: [{ name: "ada", number: "n-ada" }], groups });
  const world = aModel().entitlement("okta/account").entitlement("okta/crm").user("ada").grant("ada", "okta/account");
  const plan = await planOf(subject, world);
  expect([idsOf(plan).filter((id) => id.includes("membership")), guardsOf(plan)]).toEqual([
    [],
    ["provider/not-writable blocked"],
  ]);
});
