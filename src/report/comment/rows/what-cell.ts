import type { NeedKind } from "../../../approval/need.ts";
import type { RoleId } from "../../../model/documents.ts";
import { counted } from "../../../support/counted.ts";
import { groupBy } from "../../../support/multi-map.ts";
import { assertNever } from "../../../support/assert-never.ts";
import { accessText } from "../../diff/change-text.ts";
import type { ApprovalLine, ChangedAccess } from "../../diff/diff.ts";
import { sortByRisk } from "../../diff/group-access.ts";
import { forMarkdown, sentenceForMarkdown } from "../../escape.ts";
import { placeLink } from "../links.ts";
import { grantedRole } from "./access-groups.ts";
import { type AccessRow, type ApprovalRow, type ChangeRow, entitlementsOf, type RoleRow } from "./change-rows.ts";
import { personLines } from "./person-lines.ts";
import { policyLines, policyTitle } from "./policy-lines.ts";
import { entitlementLines, entitlementText, isPrivilegedGain, lineBreak, type RowContext } from "./row-text.ts";
import { waiverText, waiverTitle } from "./waiver-lines.ts";

/** The maximum number of lines of a role's effects that are not additional access of a high tier. */
const roleLines = 6;
/** The maximum number of subjects that a row of several approvals names. */
const namedSubjects = 6;

/** Returns what a row changes. */
export function whatCell(row: ChangeRow, context: RowContext): string {
  switch (row.kind) {
    case "person":
      return personLines(row, context).join(lineBreak);
    case "role":
      return linesOfRole(row, context).join(lineBreak);
    case "access":
      return linesOfAccess(row, context).join(lineBreak);
    case "approval":
      return linesOfApprovals(row, context).join(lineBreak);
    default:
      return assertNever(row);
  }
}

function linesOfAccess({ access }: AccessRow, { facts, report }: RowContext): readonly string[] {
  const [first] = access;
  if (first === undefined) return [];
  const { verb, plural } = accessText(first, report.diff.at);
  const users = new Set(access.map(({ change }) => change.user)).size;
  const done = `**${capital(users === 1 ? verb : plural)}**`;
  const role = access.every((changed) => grantedRole(changed) === grantedRole(first)) ? roleOf(first) : undefined;
  const count = entitlementsOf(access).length;
  if (role !== undefined)
    return [
      `${done} the role ${roleText(role, facts)}: ${counted(count, "entitlement")}`,
      ...entitlementLines(access, facts),
    ];
  if (count === 1) return [`${done} ${entitlementText(first.change.entitlement, first.change.tier, facts)}`];
  return [`${done} ${counted(count, "entitlement")}:`, ...entitlementLines(access, facts)];
}

const roleOf = (changed: ChangedAccess): string | undefined =>
  grantedRole(changed) === undefined ? undefined : changed.change.because[0]?.role;

/** Returns one line for each entitlement that users gain or lose through the role, with the number of users. */
function linesOfRole({ role, access }: RoleRow, { facts, report }: RowContext): readonly string[] {
  const groups = [
    ...groupBy(
      sortByRisk(access),
      (changed) => `${accessText(changed, report.diff.at).verb}\n${changed.change.entitlement}`,
    ),
  ].map(([, group]) => group);
  const lines = groups.map((group) => effectText(group));
  const shown = lines.filter(
    (_, position) => position < roleLines || groups[position]?.some(isPrivilegedGain) === true,
  );
  const rest = lines.length - shown.length;
  const head = `**Edits the role** ${roleText(role, facts)}:`;
  return [head, ...shown, ...(rest === 0 ? [] : [`and ${counted(rest, "more effect")}`])];

  function effectText(group: readonly ChangedAccess[]): string {
    const [first] = group;
    if (first === undefined) return "";
    const { verb, plural } = accessText(first, report.diff.at);
    const users = new Set(group.map(({ change }) => change.user)).size;
    const what = entitlementText(first.change.entitlement, first.change.tier, facts);
    return `${counted(users, "user")} **${users === 1 ? verb : plural}** ${what}`;
  }
}

function roleText(role: string, { roles }: RowContext["facts"]): string {
  const title = roles.get(role as RoleId)?.title ?? role;
  return title === role ? forMarkdown(role) : `${sentenceForMarkdown(title)} ${forMarkdown(role)}`;
}

/** What an approval is about, for readers who do not know the names of the files. */
const kindTexts: Readonly<Record<NeedKind, string>> = {
  code: "Code or workflow",
  organization: "Organization settings",
  policy: "Policy",
  override: "Guard override",
  system: "System settings",
  "approval-power": "Right to approve",
  identity: "Identity",
  "separation-of-duties": "Conflict of duties",
  waiver: "Waiver",
  adoption: "Existing account",
  entitlement: "Entitlement",
  role: "Role",
  grant: "Grant",
  user: "User",
  removal: "Removal",
  unexplained: "Unexplained access",
  file: "File",
};

/** The kinds whose changed fields the section on rules and settings lists. */
const listedBelow: ReadonlySet<NeedKind> = new Set(["organization", "policy", "system", "override"]);

function linesOfApprovals({ approvals }: ApprovalRow, context: RowContext): readonly string[] {
  const { links } = context;
  const [first] = approvals;
  if (first === undefined) return [];
  if (approvals.length > 1) {
    const shown = approvals.slice(0, namedSubjects).map(subjectText);
    const rest = approvals.length - shown.length;
    return [
      `**${kindTexts[first.what]}:** ${approvals.length} changes of this kind`,
      ...shown,
      ...(rest === 0 ? [] : [`and ${rest} more`]),
    ];
  }
  if (first.what === "policy")
    return [`**Policy:** ${policyTitle(first, context)}`, ...policyLines(first, context), placeText(first)];
  if (first.what === "waiver") return [`**Waiver:** ${waiverText(first, context)}${linkText(first)}`];
  return [`**${kindTexts[first.what]}:** ${listedBelow.has(first.what) ? placeText(first) : whyText(first)}`];

  function subjectText(line: ApprovalLine): string {
    if (line.what === "policy") return policyTitle(line, context);
    return line.what === "waiver" ? waiverTitle(line, context) : forMarkdown(line.subject);
  }

  function whyText(line: ApprovalLine): string {
    return `${sentenceForMarkdown(line.why)}${linkText(line)}`;
  }

  function linkText({ place }: ApprovalLine): string {
    return place === null ? "" : ` ${placeLink(place, links)}`;
  }

  function placeText({ subject, place }: ApprovalLine): string {
    return place === null ? forMarkdown(subject) : placeLink(place, links);
  }
}

const capital = (text: string): string => text.slice(0, 1).toUpperCase() + text.slice(1);
