import { isDeepStrictEqual } from "node:util";
import { approvedState } from "../../src/approval/approved-state.ts";
import { meetStates } from "../../src/model/meet.ts";
import { buildPlan } from "../../src/plan/build-plan.ts";
import type { Operation } from "../../src/plan/operation.ts";
import type { Plan } from "../../src/plan/plan.ts";
import { isGain } from "../../src/plan/unattended.ts";
import { aModel, now, selector } from "../support/model.ts";
import { anOkta } from "../support/observed.ts";
import { sideOf } from "../support/planned.ts";
import {
  type History,
  type HistoryFacts,
  historyGroups,
  historyUsers,
  randomHistory,
  treeOf,
} from "./random-history.ts";

/*
 * What an unattended run writes for a random history of approved and unapproved commits, compared with an evaluator of its
 * own that knows nothing of models, assignments or plans.
 */

/** Judges one random history. Returns what does not hold, as a text with the seed; undefined: everything holds. */
export async function judgeHistory(seed: number): Promise<string | undefined> {
  const { random, ...history } = randomHistory(seed);
  const problem = await problemIn(history, { now: now + random.below(3) * day, live: random });
  return problem === undefined ? undefined : `seed ${seed}: ${problem}`;
}

const day = 86_400_000;

interface Scene {
  readonly now: number;
  readonly live: ReturnType<typeof randomHistory>["random"];
}

async function problemIn(history: History, scene: Scene): Promise<string | undefined> {
  const { start, line } = history;
  const arrivals = new Map(line.map(({ commit, arrival }) => [commit, arrival]));
  const found = await approvedState(
    { start: "c0", startTree: treeOf(start), line },
    async (from, { commit, parent }) => {
      const arrival = arrivals.get(commit);
      return { approved: arrival === "covering" || (arrival === "own" && from === parent) };
    },
  );
  const expected = approvedByHand(history);
  if (found.commit !== expected) return `the approved state is ${found.commit}, expected ${expected}`;

  const factsOf = (commit: string): HistoryFacts => line.find((one) => one.commit === commit)?.facts ?? start;
  const approved = factsOf(found.commit);
  const tip = line.at(-1)?.facts ?? start;
  const at = scene.now;
  const sides = { approved: sideOf(modelOf(approved), at), tip: sideOf(modelOf(tip), at) };
  // A base only decides the origin of operations, so one in four histories has one.
  const base = scene.live.chance(0.25) ? sideOf(modelOf(start), at) : null;
  const met = meetStates(sides.approved, sides.tip);
  const observations = [observedOf(scene)];
  const planOf = (head: typeof met): Plan => buildPlan({ head, base, at, observations, findings: [], since: null });
  const plan = planOf(met);

  for (const operation of plan.operations) {
    const wrong = problemOf(operation, { approved, tip, at });
    if (wrong !== undefined) return `${operation.id}: ${wrong}`;
  }
  const missing = endsNotCarriedOut(plan, { approved, tip, at, observed: observations[0] });
  if (missing !== undefined) return missing;

  // Without the unapproved commits the approved state is the tip: its plan is the bound of every gain.
  const bound = new Set((isDeepStrictEqual(approved, tip) ? plan : planOf(sides.approved)).operations.map(effectText));
  const beyond = plan.operations.find((operation) => isGain(operation) && !bound.has(effectText(operation)));
  if (beyond !== undefined) return `${beyond.id} is not in the plan of the approved state`;
  const { users: _, ...rest } = met.model;
  const { users: __, ...own } = sides.approved.model;
  if (!isDeepStrictEqual(rest, own)) return "a setting is not of the approved state";
  for (const [id, user] of met.model.users) {
    const same = sides.approved.model.users.get(id);
    const former = {
      ...user,
      status: same?.status,
      start: same?.start,
      end: same?.end,
      preboarding: same?.preboarding,
    };
    if (!isDeepStrictEqual(former, same)) return `an attribute of ${id} is not of the approved state`;
  }
  return undefined;
}

const effectText = (operation: Operation): string =>
  JSON.stringify({ ...operation, because: [], dependsOn: [], origin: null });

/** Finds the approved state commit by commit, without the trees' shortcut. */
function approvedByHand({ start, line }: History): string {
  let approved = { commit: "c0", facts: start };
  for (const { commit, parent, arrival, facts } of line) {
    const isSame = isDeepStrictEqual(facts, approved.facts);
    if (isSame || arrival === "covering" || (arrival === "own" && parent === approved.commit))
      approved = { commit, facts };
  }
  return approved.commit;
}

/** Whether a state of the files gives the user the group (or the account) at an instant, by its facts alone. */
function gives(facts: HistoryFacts, user: string, group: string | null, at: number): boolean {
  const person = facts.people[user];
  if (person === undefined || !isWorking(facts, user, at)) return false;
  if (group === null) return true;
  if (group === "wiki" && facts.wikiFor === person.department) return true;
  const grant = facts.grants[`${user}/${group}`];
  if (grant === undefined) return false;
  return at >= instantOf(grant.starts, -Infinity) && at < instantOf(grant.expires, Infinity);
}

function isWorking(facts: HistoryFacts, user: string, at: number): boolean {
  const person = facts.people[user];
  return person !== undefined && !hasLeft(facts, user, at) && at >= instantOf(person.start, -Infinity);
}

function hasLeft({ people }: HistoryFacts, user: string, at: number): boolean {
  const person = people[user];
  return person?.status === "terminated" || at >= instantOf(person?.end ?? null, Infinity);
}

const isOnLeave = ({ people }: HistoryFacts, user: string): boolean => people[user]?.status === "on-leave";

const instantOf = (days: number | null, open: number): number => (days === null ? open : now + days * day);

interface Both {
  readonly approved: HistoryFacts;
  readonly tip: HistoryFacts;
  readonly at: number;
}

function problemOf(operation: Operation, { approved, tip, at }: Both): string | undefined {
  const user = operation.user ?? "";
  const group = operation.entitlement?.split("/")[1] ?? "";
  const inBoth = (name: string | null): boolean => gives(approved, user, name, at) && gives(tip, user, name, at);
  switch (operation.action) {
    case "membership.add":
      return inBoth(group) ? undefined : "gives a group that one of the states does not give";
    case "membership.remove":
      return user !== "" && inBoth(group) ? "takes a group that both states give" : undefined;
    case "account.create":
    case "account.activate":
    case "account.unsuspend":
      if (!inBoth(null)) return "lets a user in whom one of the states keeps out";
      return isOnLeave(approved, user) || isOnLeave(tip, user) ? "ends a leave" : undefined;
    case "account.suspend":
    case "account.deactivate":
      return inBoth(null) && [approved, tip].every(({ people }) => people[user]?.status === "active")
        ? "keeps out a user whom both states let in"
        : undefined;
    case "account.update": {
      const values = JSON.stringify(operation.after);
      return values.includes("department") && !values.includes(approved.people[user]?.department ?? "")
        ? "writes an attribute that is not of the approved state"
        : undefined;
    }
    case "group.create":
    case "group.update":
      return JSON.stringify(operation.after).includes(approved.description)
        ? undefined
        : "writes a description that is not of the approved state";
    case "group.configure":
      return "changes settings, which no state declares";
    case "account.adopt":
    case "membership.update":
      return undefined;
    case "app.assign":
    case "app.update":
    case "app.unassign":
    case "admin-role.assign":
    case "admin-role.unassign":
    case "license.assign":
    case "license.unassign":
      return "writes a direct assignment, which no state declares";
  }
}

/** Finds a member or an account that should be out by the approved state or by the tip, and that the plan leaves in. */
function endsNotCarriedOut(
  { operations }: Plan,
  { approved, tip, at, observed }: Both & { readonly observed: ReturnType<typeof observedOf> | undefined },
): string | undefined {
  const contained = new Set<string>(
    operations.flatMap(({ action, user }) =>
      action === "account.suspend" || action === "account.deactivate" ? [user ?? ""] : [],
    ),
  );
  for (const { id, state } of observed?.observed.accounts ?? []) {
    const user = id.slice(2);
    const isOut = [approved, tip].some((facts) =>
      // Add-only mode contains leavers and takes nothing else.
      approved.mode === "add-only" ? hasLeft(facts, user, at) : isOnLeave(facts, user) || !isWorking(facts, user, at),
    );
    if (state === "active" && isOut && !contained.has(user)) return `the account of ${user} stays active`;
  }
  if (approved.mode === "add-only") return undefined;
  const removed = new Set(
    operations.flatMap(({ action, user, entitlement }) =>
      action === "membership.remove" ? [`${user}/${entitlement?.split("/")[1]}`] : [],
    ),
  );
  for (const { group, account } of observed?.observed.memberships ?? []) {
    const [user, name] = [account?.slice(2) ?? "", group.slice(2)];
    if (gives(approved, user, name, at) && gives(tip, user, name, at)) continue;
    if (!removed.has(`${user}/${name}`)) return `${user} keeps ${name} after its end`;
  }
  return undefined;
}

function modelOf({ people, grants, wikiFor, removals, mode, description }: HistoryFacts) {
  const model = aModel().system("okta", {
    mode,
    guards: { ...openGuards, removals: { count: removals, share: 1, floor: 99, allowance: 0 } },
  });
  model.entitlement("okta/account");
  for (const group of historyGroups) model.entitlement(`okta/${group}`, { description });
  for (const [user, { status, start, end, department }] of Object.entries(people))
    model.user(user, { status, department, start: now + start * day, end: end === null ? null : now + end * day });
  model.role("everyone", ["okta/account"], { birthright: selector({ kind: "employee" }) });
  if (wikiFor !== null) model.role("readers", ["okta/wiki"], { birthright: selector({ department: wikiFor }) });
  for (const [key, { starts, expires }] of Object.entries(grants)) {
    const [user = "", group = ""] = key.split("/");
    model.grant(user, `okta/${group}`, {
      starts: starts === null ? null : now + starts * day,
      expires: expires === null ? null : now + expires * day,
    });
  }
  return model.build();
}

const openGuards = {
  accounts: { count: 99 },
  scheduled: { count: 99 },
  floors: { superAdmins: 0, groupOwners: 0 },
};

function observedOf({ live }: Scene) {
  const okta = anOkta();
  const present = historyUsers.filter(() => live.chance(0.8));
  for (const user of present)
    okta.account(user, {
      state: live.one(["active", "active", "suspended"]),
      profile: { login: `${user}@acme.example`, department: live.one(["Engineering", "Sales"]) },
    });
  for (const group of historyGroups) {
    okta.group(group, { profile: { description: live.one(["start", "text 1"]) } });
    for (const user of present) if (live.chance(0.5)) okta.member(group, user);
  }
  return okta.build();
}
