import { isDefault } from "../comment/model-values.ts";
import type { ModelChange } from "../../plan/plan.ts";
import { forTerminal } from "../escape.ts";
import { countFindings, placeText, renderFindings } from "../text/findings.ts";
import type { ApprovalLine, ChangedAccess, DiffReport } from "./diff.ts";
import { nameOf } from "./names.ts";
import { byUser } from "./group-access.ts";
import { accessText, fieldText, pendingStageText, reasonText } from "./change-text.ts";
import { approverTexts } from "./by-approver.ts";
import { counted } from "../../support/counted.ts";

/** The maximum number of changes, findings or approvals of one kind in a terminal. The rest is counted; JSON has all of them. */
const shownItems = 400;

/**
 * Returns the diff of a change as text for a terminal: access changes with their files, other effects, new and resolved
 * findings, required approvals, a summary line and the digest.
 * @param isVerbose whether the approvals are listed by object, each with its reason, and not by approver
 */
export function renderDiff(report: DiffReport, isVerbose = false): string {
  const { diff, findings, approvals } = report;
  const parts = [
    accessBlock(report),
    modelBlock(diff.modelChanges, report),
    findings.appeared.length === 0
      ? ""
      : `New findings:\n\n${renderFindings(findings.appeared.map(({ finding }) => finding))}`,
    lines(
      "Downgraded findings:",
      findings.downgraded.map(
        ({ finding, was }) => `  ${was ?? ""} → ${finding.severity}: ${finding.code}  ${placeText(finding)}`,
      ),
    ),
    lines(
      "Resolved findings:",
      findings.resolved.map(({ code, message }) => `  ${code}: ${forTerminal(message)}`),
    ),
    approvals === null
      ? ""
      : lines("Who has to approve:", isVerbose ? objectTexts(approvals) : approverTexts(approvals)),
    `${summaryText(report)}\nDigest: ${diff.digest}\n`,
  ];
  return parts.filter((part) => part !== "").join("\n");
}

/** Returns for example `2 users: 1 gain, 1 loss. New findings: 1 error.` */
export function summaryText({ diff, access, findings }: DiffReport): string {
  if (access.length === 0 && diff.modelChanges.length === 0)
    return `No changes to access, roles, rules or approvals. ${findingChangesText(findings)}`;
  const users = new Set(access.map(({ change }) => change.user)).size;
  const count = (kind: string): number => access.filter(({ change }) => change.kind === kind).length;
  const kinds = [
    [count("gain"), "gain", "gains"],
    [count("lose"), "loss", "losses"],
    [count("retime"), "changed period"],
  ] as const;
  const changes = kinds.filter(([number]) => number > 0).map(([number, one, many]) => counted(number, one, many));
  const who = changes.length === 0 ? "No access changes." : `${counted(users, "user")}: ${changes.join(", ")}.`;
  const fields = diff.modelChanges.filter((change) => !isDefault(change)).length;
  const model = fields === 0 ? "" : ` ${counted(fields, "changed field")}.`;
  return `${who}${model} ${findingChangesText(findings)}`;
}

function findingChangesText({ appeared, resolved, kept }: DiffReport["findings"]): string {
  const fresh = appeared.map(({ finding }) => finding);
  const parts = [
    fresh.length === 0 ? "No new findings" : `New findings: ${countFindings(fresh)}`,
    ...(resolved.length === 0 ? [] : [`${resolved.length} resolved`]),
    ...(kept === 0 ? [] : [`${kept} unchanged`]),
  ];
  return `${parts.join(", ")}.`;
}

function accessBlock({ access, diff, facts }: DiffReport): string {
  const all = [...byUser(access)].flatMap(([user, changes]) => {
    const name = nameOf(user, facts);
    const head = `${forTerminal(name === user ? user : `${name} (${user})`)}\n`;
    return changes.map((changed, position) => `${position === 0 ? head : ""}  ${accessLine(changed, diff.at)}`);
  });
  return lines("Access changes:", all);
}

function accessLine(changed: ChangedAccess, at: string): string {
  const { kind, entitlement, tier, because } = changed.change;
  const sign = kind === "gain" ? "+" : kind === "lose" ? "-" : "~";
  const { verb, when } = accessText(changed, at);
  const { text, place, more } = reasonText(because);
  const where = place === null ? "" : ` (${place.file}${place.line === null ? "" : `:${place.line}`})`;
  const others = more > 0 ? `, and ${counted(more, "more path")}` : "";
  const reason = text === "" ? "" : `, ${text}${where}${others}`;
  return forTerminal(`${sign} ${verb} ${entitlement} (${tier})${when}${reason}`);
}

function modelBlock(changes: readonly ModelChange[], { holders }: DiffReport): string {
  return lines(
    "Other effects on access and approval:",
    changes.map((change) => {
      const held = change.field === "tier" ? holders.get(change.id as never) : undefined;
      const note = held === undefined ? "" : ` (held by ${counted(held, "user")})`;
      return `  ${forTerminal(`${change.kind} ${change.id}: ${fieldText(change)}${note}`)}`;
    }),
  );
}

function objectTexts(approvals: readonly ApprovalLine[]): readonly string[] {
  return approvals.map(({ subject, why, comment, stages }) =>
    [
      `  ${forTerminal(`${subject}: ${why}`)}`,
      ...(stages.length === 0 ? ["    code owner review only"] : []),
      ...stages.flatMap(({ approvers, unavailable }) => [
        `    ${pendingStageText(approvers, comment, forTerminal)}`,
        ...unavailable.map((reason) => `      ${forTerminal(reason)}`),
      ]),
    ].join("\n"),
  );
}

/** Returns a title and its items, each of which is counted as one. */
function lines(title: string, all: readonly string[]): string {
  if (all.length === 0) return "";
  const shown = all.slice(0, shownItems);
  const rest =
    all.length > shown.length ? [`  … and ${all.length - shown.length} more; --format json lists all of them.`] : [];
  return `${title}\n${[...shown, ...rest].join("\n")}\n`;
}
