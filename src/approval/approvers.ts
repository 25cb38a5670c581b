import type { AccessModel, Owner, User, UserId } from "../model/documents.ts";
import type { Instant } from "../model/instant.ts";
import { stateOf } from "../model/lifecycle.ts";
import type { Approver, Stage } from "./need.ts";
import { ownerNamed, ownerNames } from "../model/owner.ts";

/** Whom a stage's `manager` and `owner` stand for in one need. */
export interface Concern {
  /** The users it is about. `manager` counts only where it is one (engine.md 6). */
  readonly users: readonly UserId[];
  readonly owners: readonly Owner[];
  readonly beneficiaries: readonly UserId[];
}

/** The base commit, which alone says who approves, and the instant at which people are active or not. */
export interface ApproverSource {
  readonly base: AccessModel;
  /** Null: only a user's status is looked at, not their start and end. */
  readonly at: Instant | null;
}

type Resolved =
  { readonly kind: "approver"; readonly approver: Approver } | { readonly kind: "none"; readonly reason: string };

/** The people and teams that a stage's names mean. Where they lead to nobody, the fallback stands in: never nobody. */
export function stageOf(names: readonly string[], concern: Concern, source: ApproverSource): Stage {
  const resolved = names.flatMap((name) => resolveName(name, concern, source));
  const approvers = distinct(resolved.flatMap((one) => (one.kind === "approver" ? [one.approver] : [])));
  const unavailable = resolved.flatMap((one) => (one.kind === "none" ? [one.reason] : []));
  if (names.length === 0) unavailable.push("Nobody owned it before this change.");
  return approvers.length > 0
    ? { names, approvers, isFallback: false, unavailable }
    : { names, approvers: fallbackOf(concern, source), isFallback: true, unavailable };
}

/** Who stands in for a missing or conflicted approver: the policy's fallback, else the root owners. */
export function fallbackOf(concern: Concern, source: ApproverSource): readonly Approver[] {
  const { approvals, organization } = source.base;
  const usable = (names: readonly string[]): readonly Approver[] =>
    distinct(
      names
        .flatMap((name) => resolveName(name, concern, source))
        .flatMap((one) => (one.kind === "approver" ? [one.approver] : [])),
    );
  const named = usable(approvals.fallback);
  return named.length > 0 ? named : usable(ownerNames(organization.rootOwners));
}

function resolveName(name: string, concern: Concern, source: ApproverSource): readonly Resolved[] {
  if (name === "manager") return [managerOf(concern, source)];
  if (name === "owner")
    return concern.owners.length === 0
      ? [none("Nobody owned it before this change.")]
      : concern.owners.map((owner) => ownerApprover(owner, concern, source));
  return [ownerApprover(ownerNamed(name), concern, source)];
}

function managerOf(concern: Concern, source: ApproverSource): Resolved {
  const [id, ...others] = concern.users;
  if (id === undefined || others.length > 0) return none("A manager approves for one user alone, not for several.");
  const user = source.base.users.get(id);
  if (user === undefined) return none(`${id} is new, so no earlier commit names a manager.`);
  return user.manager === null ? none(`${id} has no manager.`) : personApprover(user.manager, concern, source);
}

function ownerApprover(owner: Owner, concern: Concern, source: ApproverSource): Resolved {
  if (owner.kind === "user") return personApprover(owner.id, concern, source);
  const id = source.base.organization.teams.get(owner.name);
  return id === undefined
    ? none(`The team ${owner.name} has no id in access/rolecall.yaml.`)
    : { kind: "approver", approver: { kind: "team", team: owner.name, id } };
}

function personApprover(id: UserId, { beneficiaries }: Concern, { base, at }: ApproverSource): Resolved {
  const user = base.users.get(id);
  if (user === undefined) return none(`${id} was no user before this change.`);
  if (user.kind === "service") return none(`${id} is a service account; only people approve.`);
  if (!isActive(user, at)) return none(`${id} is not active.`);
  if (benefits(id, beneficiaries, base)) return none(`${id} benefits from the change.`);
  const pinned = pinnedAccount(user);
  return pinned === undefined
    ? none(`${id} has no pinned account (\`github.id\`) at the forge.`)
    : { kind: "approver", approver: { kind: "user", user: id, ...pinned } };
}

/** Whether the user is one of the beneficiaries, or owns one of them that is a machine: what it holds, its owner can use. */
export function benefits(id: UserId, beneficiaries: readonly UserId[], base: AccessModel): boolean {
  return beneficiaries.some((one) => one === id || base.users.get(one)?.owners.includes(id) === true);
}

/** The user's pinned account at GitHub, and those of the people who own the user where it is a machine. */
export function accountsBehind(id: UserId, model: AccessModel): readonly number[] {
  const user = model.users.get(id);
  if (user === undefined) return [];
  return [user, ...user.owners.map((owner) => model.users.get(owner))].flatMap((one) => one?.github?.id ?? []);
}

export function isActive(user: User, at: Instant | null): boolean {
  return at === null ? user.status === "active" : stateOf(user, at) === "active";
}

function pinnedAccount({ github }: User): { readonly account: number; readonly login: string } | undefined {
  return github === null || github.id === null ? undefined : { account: github.id, login: github.login };
}

function distinct(approvers: readonly Approver[]): readonly Approver[] {
  const found = new Map<string, Approver>();
  for (const approver of approvers)
    found.set(approver.kind === "user" ? `user ${approver.account}` : `team ${approver.id}`, approver);
  return [...found.values()];
}

const none = (reason: string): Resolved => ({ kind: "none", reason });
