import type { Finding } from "../diagnostics/finding.ts";
import { sortFindings } from "../diagnostics/order.ts";
import type { SystemId } from "../model/documents.ts";
import { formatInstant, type Instant } from "../model/instant.ts";
import type { CompleteObservation, ObservedSystem, UnreadSystem } from "../model/observation.ts";
import { compareText } from "../support/compare.ts";
import { changeBetween } from "./change.ts";
import { desiredState } from "./desired/desired-state.ts";
import type { DesiredState } from "./desired/desired.ts";
import { type AlreadyRemoved, removedIn } from "./guards/already-removed.ts";
import { guards as allGuards } from "./guards/guard-list.ts";
import { overridesAt } from "./guards/overrides.ts";
import { matchAccounts } from "./match/match-accounts.ts";
import { matchAssignables } from "./match/match-assignables.ts";
import { matchGroups } from "./match/match-groups.ts";
import type { Draft } from "./operations/draft.ts";
import { systemOperations, type SystemOperations } from "./operations/system-operations.ts";
import { holdGains } from "./order/hold-gains.ts";
import { leaveOut } from "./order/leave-out.ts";
import { linkedSets } from "./order/linked-sets.ts";
import { orderOperations } from "./order/order-operations.ts";
import type { GuardResult, Plan } from "./plan.ts";
import type { PlanContext, PlanSide } from "./side.ts";
import { summaryOf } from "./summary.ts";
import { type Opened, type Taken, withGivenBack } from "./taken.ts";
import { appendTo } from "../support/multi-map.ts";

export interface PlanInput {
  /** The files to apply. */
  readonly head: PlanSide;
  /** The files to compare with: the base of a pull request, or the last commit that converged; null: no comparison. */
  readonly base: PlanSide | null;
  readonly at: Instant;
  /** One complete read of each system that has a provider and was read. */
  readonly observations: readonly CompleteObservation[];
  /** The systems that were not read, with the reasons. Without a reason, a system without an observation is unread too. */
  readonly unread?: readonly UnreadSystem[];
  /** The findings of load and policy about the head. */
  readonly findings: readonly Finding[];
  /** What earlier runs removed within a day. The guards count it with what the plan removes; default: nothing. */
  readonly alreadyRemoved?: AlreadyRemoved;
  /** The instant of the last run that converged, if known. */
  readonly since?: Instant | null;
  /** What earlier runs took since the last one that converged. What gives it back counts as `change`; default: nothing. */
  readonly taken?: Taken;
  /** The accounts that earlier runs opened since then. What is closed after that is not explained by the change; default: none. */
  readonly opened?: Opened;
}

/**
 * Builds the plan of one run: desired state × observed state, as ordered operations with cause and origin, judged by
 * the guards (engine.md 5). Pure: the same inputs give the same bytes, independently of the order of files and lists
 * (I23). A system in the files without an observation has no operations, because an unread system is not an empty one,
 * and additions in other systems that a separation-of-duties rule links to it wait.
 */
export function buildPlan(input: PlanInput): Plan {
  const { head, base, at } = input;
  const { taken = new Set(), opened = new Set() } = input;
  const context: PlanContext = { head, base, at, since: input.since ?? null, taken, opened };
  const { accessChanges, modelChanges, digest } = changeBetween(base, head, at);
  const { systems, unread } = planSystems(context, input);
  const setsOf = linkedSets(head);
  const { users } = head.model;
  const doubts = [...unread, ...systems.flatMap(({ guards }) => guards)];
  const held = holdGains(
    withGivenBack(
      systems.flatMap(({ drafts }) => drafts),
      taken,
    ),
    doubts,
    { model: head.model, setsOf },
  );
  const kept = leaveOut(held.drafts, { systems: head.model.systems, users, setsOf });
  const ordered = orderOperations(kept.drafts, {
    users,
    setsOf,
    ownerFloorOf: (system) => head.model.systems.get(system as SystemId)?.guards.floors.groupOwners ?? 0,
  });
  const judged = judge(systems, ordered.drafts, { context, already: input.alreadyRemoved });
  const operations = ordered.drafts.map(({ operation }) => operation);
  const guards = [...doubts, ...held.guards, ...kept.guards, ...ordered.guards, ...judged];
  return {
    version: 1,
    at: formatInstant(at),
    head: head.commit,
    base: base?.commit ?? null,
    digest,
    accessChanges,
    modelChanges,
    operations,
    findings: sortFindings(input.findings),
    guards: sortGuards(guards),
    unmanaged: Object.fromEntries(
      systems.flatMap(({ view, unmanaged }) => (unmanaged === null ? [] : [[view.desired.system.id, unmanaged]])),
    ),
    summary: summaryOf(operations),
  };
}

function planSystems(
  context: PlanContext,
  { observations, unread: failed = [] }: Pick<PlanInput, "observations" | "unread">,
): { readonly systems: readonly SystemOperations[]; readonly unread: readonly GuardResult[] } {
  const { head, base, at } = context;
  const wanted = desiredState(head, at);
  const earlier: DesiredState = base === null ? new Map() : desiredState(base, at);
  const observedOf = new Map<string, ObservedSystem>(observations.map(({ observed }) => [observed.system, observed]));
  const reasons = new Map<string, UnreadSystem>(failed.map((one) => [one.system, one]));
  const systems: SystemOperations[] = [];
  const unread: GuardResult[] = [];
  const ordered = [...wanted].sort(([left], [right]) => compareText(left, right));
  for (const [id, desired] of ordered) {
    const observed = observedOf.get(id);
    if (observed === undefined) {
      unread.push(notObserved(id, reasons.get(id)));
      continue;
    }
    systems.push(
      systemOperations({
        context,
        desired,
        base: earlier.get(id) ?? null,
        baseAdoptions: adoptionsIn(base, id),
        observed,
        accounts: matchAccounts(desired, observed.accounts, head.model),
        groups: matchGroups(desired, observed),
        assignables: matchAssignables(desired, observed),
      }),
    );
  }
  return { systems, unread };
}

function adoptionsIn(side: PlanSide | null, system: SystemId): ReadonlySet<string> {
  const own = (side?.model.adoptions ?? []).filter((adoption) => adoption.system === system);
  return new Set(own.map(({ user, account }) => `${user} ${account}`));
}

function judge(
  systems: readonly SystemOperations[],
  drafts: readonly Draft[],
  { context, already }: { readonly context: PlanContext; readonly already: AlreadyRemoved | undefined },
): GuardResult[] {
  const { organization, overrides } = context.head.model;
  const bySystem = new Map<string, Draft[]>();
  for (const draft of drafts) {
    appendTo(bySystem, draft.operation.system, draft);
  }
  const lookup = overridesAt(overrides, context.at);
  return systems.flatMap(({ view, members, held }) =>
    allGuards.flatMap((guard) =>
      guard({
        system: view.desired.system,
        drafts: bySystem.get(view.desired.system.id) ?? [],
        groups: view.groups.groups,
        members,
        held,
        isTargeted: view.observed.readFor !== undefined,
        protectedUsers: organization.protected,
        overrides: lookup,
        already: removedIn(already, view.desired.system.id),
      }),
    ),
  );
}

/** Only the first scopes are named: an unavailable provider fails in all of them. */
const shownScopes = 3;

function notObserved(system: SystemId, failed: UnreadSystem | undefined): GuardResult {
  const scopes = failed?.unread ?? [];
  const shown = scopes.slice(0, shownScopes).map(({ scope, reason }) => `${scope}: ${reason}`);
  if (scopes.length > shown.length) shown.push(`and ${scopes.length - shown.length} more`);
  const what = shown.length === 0 ? `${system} was not observed` : `${system} was not read (${shown.join("; ")})`;
  return {
    code: "provider/unread",
    system,
    blocked: true,
    message: `${what}: nothing is planned for this system.`,
    remedy:
      "Run again. If the failure repeats, check the credential's permissions and the provider's status. An unread system must not count as empty.",
    override: null,
    subject: { kind: "system", id: system },
  };
}

/**
 * Sorts guard results: blocking ones first, then by system, code and message. The order is total, so that output is
 * repeatable.
 */
function sortGuards(guards: readonly GuardResult[]): readonly GuardResult[] {
  return [...guards].sort(
    (left, right) =>
      Number(right.blocked) - Number(left.blocked) ||
      compareText(left.system, right.system) ||
      compareText(left.code, right.code) ||
      compareText(left.message, right.message),
  );
}
