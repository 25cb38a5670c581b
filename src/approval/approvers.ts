import type { AccessModel, Owner, User, UserId } from "../model/documents.ts";
import type { Instant } from "../model/instant.ts";
import { stateOf } from "../model/lifecycle.ts";
import type { Approver, Stage } from "./need.ts";
import { ownerNamed, ownerNames } from "../model/owner.ts";

/** The users and owners that `manager` and `owner` mean in the stages of one need. */
export interface Concern {
  /** The users whose access changes. `manager` counts only for a single user (engine.md 6). */
  readonly users: readonly UserId[];
  readonly owners: readonly Owner[];
  readonly beneficiaries: readonly UserId[];
}

/** The base commit, which alone decides the approvers, and the instant at which they must be active. */
export interface ApproverSource {
  readonly base: AccessModel;
  /** Null: only a user's status counts, not start and end. */
  readonly at: Instant | null;
  /** The users whom the same change terminates. They do not approve any part of it. */
  readonly leaving: ReadonlySet<UserId>;
}

type Resolved =
  { readonly kind: "approver"; readonly approver: Approver } | { readonly kind: "none"; readonly reason: string };

/**
 * Returns the people and teams that a stage's names mean. If the names lead to no approver, the fallback replaces them.
 */
export function stageOf(names: readonly string[], concern: Concern, source: ApproverSource): Stage {
  const resolved = names.flatMap((name) => resolveName(name, concern, source));
  const approvers = distinct(resolved.flatMap((one) => (one.kind === "approver" ? [one.approver] : [])));
  const unavailable = resolved.flatMap((one) => (one.kind === "none" ? [one.reason] : []));
  if (names.length === 0) unavailable.push("No owner existed before this change.");
  return approvers.length > 0
    ? { names, approvers, isFallback: false, unavailable }
    : { names, approvers: fallbackOf(concern, source), isFallback: true, unavailable };
}

/** Returns the approvers that replace a missing or conflicted one: the policy's fallback, else the root owners. */
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
      ? [none("No owner existed before this change.")]
      : concern.owners.map((owner) => ownerApprover(owner, concern, source));
  return [ownerApprover(ownerNamed(name), concern, source)];
}

function managerOf(concern: Concern, source: ApproverSource): Resolved {
  const [id, ...others] = concern.users;
  if (id === undefined || others.length > 0) return none("A manager approves for a single user, not for several.");
  const user = source.base.users.get(id);
  if (user === undefined) return none(`${id} is new: the base commit has no manager for this user.`);
  return user.manager === null ? none(`${id} does not have a manager.`) : personApprover(user.manager, concern, source);
}

function ownerApprover(owner: Owner, concern: Concern, source: ApproverSource): Resolved {
  if (owner.kind === "user") return personApprover(owner.id, concern, source);
  const id = source.base.organization.teams.get(owner.name);
  return id === undefined
    ? none(`The team ${owner.name} does not have an id in access/rolecall.yaml.`)
    : { kind: "approver", approver: { kind: "team", team: owner.name, id } };
}

function personApprover(id: UserId, { beneficiaries }: Concern, { base, at, leaving }: ApproverSource): Resolved {
  const user = base.users.get(id);
  if (user === undefined) return none(`${id} is not a user in the base commit.`);
  if (user.kind === "service") return none(`${id} is a service account; only people approve.`);
  if (!isActive(user, at)) return none(`${id} is not active.`);
  if (leaving.has(id)) return none(`${id} leaves with this change.`);
  if (benefits(id, beneficiaries, base)) return none(`${id} benefits from the change.`);
  const pinned = pinnedAccount(user);
  return pinned === undefined
    ? none(`${id} does not have a pinned GitHub account (\`github.id\`).`)
    : { kind: "approver", approver: { kind: "user", user: id, ...pinned } };
}

/** Returns whether the user is a beneficiary, or owns a service account that is one and can use its access. */
export function benefits(id: UserId, beneficiaries: readonly UserId[], base: AccessModel): boolean {
  return beneficiaries.some((one) => one === id || base.users.get(one)?.owners.includes(id) === true);
}

/** Returns the user's pinned GitHub account, and for a service account those of its owners. */
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
