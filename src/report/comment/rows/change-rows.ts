import type { EntitlementRef, RoleId, UserId } from "../../../model/documents.ts";
import { appendTo, groupBy } from "../../../support/multi-map.ts";
import type { ApprovalLine, ChangedAccess, DiffReport } from "../../diff/diff.ts";
import { riskRank } from "../../diff/group-access.ts";
import { accessGroups } from "./access-groups.ts";
import { eventOf, type PersonEvent } from "./person-event.ts";
import { approvalsByAccess, grantsToApprove } from "./approvals-by-access.ts";

/** The access changes of a row, and the approvals that they need. */
interface RowContent {
  readonly access: readonly ChangedAccess[];
  readonly approvals: readonly ApprovalLine[];
}

/** A user who joins, moves, leaves, goes on leave or returns, with all access that follows from it. */
export interface PersonRow extends RowContent {
  readonly kind: "person";
  readonly user: UserId;
  readonly event: PersonEvent;
}

/** An edited role, with the access that its holders gain and lose. */
export interface RoleRow extends RowContent {
  readonly kind: "role";
  readonly role: RoleId;
}

/** Access of one user, or of several users to one entitlement, with the same period and the same approvals. */
export interface AccessRow extends RowContent {
  readonly kind: "access";
}

/** Approvals that are not about an access change: of a policy, a setting, a waiver or an identity. */
export interface ApprovalRow extends RowContent {
  readonly kind: "approval";
}

/** One row of the table: a person, role, group of access changes, or document. */
export type ChangeRow = PersonRow | RoleRow | AccessRow | ApprovalRow;

/** The number of approvals of one kind with the same stages from which they share a row. */
const sharedFrom = 4;

/**
 * Returns the rows of the table, the highest risk first. Each access change is in exactly one row. An approval stands in every
 * row with access that it covers, else in the row of its user or role, else in a row of its own.
 * @param lines the required approvals; null: not known
 */
export function changeRows(report: DiffReport, lines: readonly ApprovalLine[] | null): readonly ChangeRow[] {
  const approvals = lines ?? [];
  const people = personEvents(report);
  const roles = editedRoles(report);
  const toApprove = grantsToApprove(approvals);
  const byPerson = new Map<UserId, ChangedAccess[]>([...people.keys()].map((user) => [user, []]));
  const byRole = new Map<RoleId, ChangedAccess[]>();
  const others: ChangedAccess[] = [];
  for (const changed of report.access) {
    const { user } = changed.change;
    const event = people.get(user);
    const role = roleOf(changed, roles);
    if (event !== undefined && !isOwnDecision(changed, event)) byPerson.get(user)?.push(changed);
    else if (role !== undefined && !toApprove(changed)) appendTo(byRole, role, changed);
    else others.push(changed);
  }
  const ofAccess = approvalsByAccess(approvals);
  const rows: readonly ChangeRow[] = [
    ...[...people].map(([user, event]): PersonRow => {
      const access = byPerson.get(user) ?? [];
      return { kind: "person", user, event, access, approvals: ofAccess(access) };
    }),
    ...[...byRole].map(([role, access]): RoleRow => ({ kind: "role", role, access, approvals: ofAccess(access) })),
    ...accessGroups(others, ofAccess).map((access): AccessRow => ({
      kind: "access",
      access,
      approvals: ofAccess(access),
    })),
  ];
  return inOrder(withOtherApprovals(rows, approvals));
}

function personEvents({ facts, diff }: DiffReport): ReadonlyMap<UserId, PersonEvent> {
  const at = Date.parse(diff.at);
  const edited = new Set(diff.modelChanges.filter(({ kind }) => kind === "user").map(({ id }) => id));
  return new Map(
    [...facts.people].flatMap(([user, sides]) => {
      const event = eventOf(sides, at, edited.has(user));
      return event === null ? [] : [[user, event] as const];
    }),
  );
}

const editedRoles = ({ diff }: DiffReport): ReadonlySet<string> =>
  new Set(diff.modelChanges.filter(({ kind }) => kind === "role").map(({ id }) => id));

/** Returns the edited role through which the access comes or came. */
function roleOf({ change }: ChangedAccess, edited: ReadonlySet<string>): RoleId | undefined {
  if (edited.size === 0) return undefined;
  for (const { role, through } of change.because)
    for (const step of [...(role === undefined ? [] : [role]), ...(through ?? [])])
      if (edited.has(step)) return step as RoleId;
  return undefined;
}

/** The events that let old grants take effect again or for longer. */
const wakingEvents: ReadonlySet<PersonEvent> = new Set(["returns", "stays-longer"]);

/** Checks that a person's gain comes from grants alone, each of which is a decision of its own. */
const isOwnDecision = ({ change, reach }: ChangedAccess, event: PersonEvent): boolean =>
  !wakingEvents.has(event) &&
  reach !== "less" &&
  change.because.length > 0 &&
  change.because.every(({ kind }) => kind === "grant");

/** Adds the approvals that no access change has: to the row of their user or role, else as rows of their own. */
function withOtherApprovals(rows: readonly ChangeRow[], approvals: readonly ApprovalLine[]): readonly ChangeRow[] {
  const placed = new Set(rows.flatMap((row) => row.approvals));
  const rest = approvals.filter((line) => !placed.has(line));
  const keys = new Set(rows.map(keyOfRow));
  const own = groupBy(
    rest.filter((line) => !keys.has(keyOfLine(line))),
    ({ what, stages }) => JSON.stringify([what, stages]),
  );
  const added = groupBy(rest, keyOfLine);
  return [
    ...rows.map((row) => ({ ...row, approvals: [...row.approvals, ...(added.get(keyOfRow(row)) ?? [])] })),
    ...[...own.values()]
      .flatMap((group) => (group.length < sharedFrom ? group.map((line) => [line]) : [group]))
      .map((group): ApprovalRow => ({ kind: "approval", access: [], approvals: group })),
  ];
}

/** Returns the document that a row is about, like `keyOfLine`; empty: none. */
function keyOfRow(row: ChangeRow): string {
  switch (row.kind) {
    case "person":
      return `user ${row.user}`;
    case "role":
      return `role ${row.role}`;
    case "access":
    case "approval":
      return "";
  }
}

const keyOfLine = ({ about: { document } }: ApprovalLine): string =>
  document === null ? "without a document" : `${document.kind} ${document.id}`;

/** Additional access of a high tier first, then documents with an approval, then the rest. */
function inOrder(rows: readonly ChangeRow[]): readonly ChangeRow[] {
  return rows
    .map((row, position) => ({ row, position, risk: riskOf(row) }))
    .sort((left, right) => left.risk - right.risk || left.position - right.position)
    .map(({ row }) => row);
}

function riskOf({ kind, access, approvals }: ChangeRow): number {
  const risks = access.map(({ change, reach }) => riskRank(change.tier) + (reach === "less" ? 4 : 0));
  // After additional access of tier high, before additional access of tier medium.
  const isIdentity = approvals.some(({ what }) => what === "identity" || what === "approval-power");
  return Math.min(kind === "approval" || isIdentity ? 1.5 : 8, ...risks);
}

/** Returns the users of a row, in the order of their changes. */
export const usersOf = ({ access }: RowContent): readonly UserId[] => [
  ...new Set(access.map(({ change }) => change.user)),
];

/** Returns the entitlements of a row, in the order of their changes. */
export const entitlementsOf = (access: readonly ChangedAccess[]): readonly EntitlementRef[] => [
  ...new Set(access.map(({ change }) => change.entitlement)),
];
