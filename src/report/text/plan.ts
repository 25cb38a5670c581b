import type { Finding } from "../../diagnostics/finding.ts";
import type { Because, Operation } from "../../plan/operation.ts";
import type { Plan } from "../../plan/plan.ts";
import { durationText } from "../../model/instant-text.ts";
import { forTerminal } from "../escape.ts";
import { actionSign, operationText } from "./actions.ts";
import { changedFields } from "./changed-fields.ts";
import { renderFindings } from "./findings.ts";
import { groupLine, operationGroups, tierTag } from "./operation-groups.ts";
import { counted } from "../../support/counted.ts";

export { changedFields };

/** The maximum number of operations in a terminal. The rest is counted; JSON has all of them. */
const shownOperations = 400;

/** A plan of more operations is shown in groups, without their reasons, unless each operation is asked for. */
const groupedFrom = 12;

/** The maximum number of reasons of one operation. */
const shownReasons = 3;

/** The maximum number of waived findings in a terminal. */
const shownWaived = 20;

/**
 * Returns the plan as text for a terminal: findings, legend, operations with reasons, guards, unmanaged objects, summary line.
 * A plan of more than twelve operations is shown in groups of equal operations, without reasons.
 * @param targets the users, systems or entitlements that the plan was limited to; empty for the complete plan
 * @param isVerbose shows each operation with its reasons, however many there are
 */
export function renderPlan(plan: Plan, targets: readonly string[] = [], isVerbose = false): string {
  const parts: string[] = snapshotTexts(plan).map((text) => `${forTerminal(text)}\n`);
  const open = plan.findings.filter((finding) => !isWaived(finding));
  if (open.length > 0) parts.push(renderFindings(open));
  parts.push(...waivedText(plan.findings.filter(isWaived)));
  const explained = plan.operations.filter(({ origin }) => origin !== "drift");
  const drift = plan.operations.filter(({ origin }) => origin === "drift");
  if (plan.operations.length > 0) parts.push(legend(plan.operations));
  const isBrief = !isVerbose && plan.operations.length > groupedFrom;
  const block = isBrief ? groupBlock : operationBlock;
  if (explained.length > 0) parts.push(block("Rolecall will perform these operations:", explained));
  if (drift.length > 0)
    parts.push(
      block(
        "Drift: the providers differ from the files, and no file change explains it. rolecall apply at a terminal also corrects it:",
        drift,
      ),
    );
  const blocked = plan.guards.filter((guard) => guard.blocked);
  for (const guard of plan.guards) parts.push(guardText(guard));
  const unmanaged = renderUnmanaged(plan.unmanaged);
  if (unmanaged !== "") parts.push(unmanaged);
  const end = `${blocked.length > 0 ? " Blocked: see above." : ""}${isBrief ? "\nEqual operations are shown together. Run with --verbose to list each one with its reasons." : ""}\n`;
  parts.push(summaryLine(plan, targets) + end);
  return parts.join("\n");
}

/** Returns for example `Plan: 3 to create, 2 to update, 1 to remove.`, or that no changes are needed. */
export function summaryLine(
  plan: Pick<Plan, "operations" | "summary" | "guards" | "findings">,
  targets: readonly string[] = [],
): string {
  if (plan.operations.length === 0 && plan.guards.some(({ blocked }) => blocked))
    return "No operations can be planned.";
  const isCut = plan.guards.some(({ code }) => code === "guard/add-only");
  if (plan.operations.length === 0 && isCut)
    return "No operations are planned. Removals are left undone in add-only mode: see above.";
  if (plan.operations.length === 0 && plan.findings.some(isLeaver))
    return "No operations are planned. A terminated user still holds access: see above.";
  if (plan.operations.length === 0)
    return targets.length === 0
      ? "No changes. The providers match the files under access/."
      : `No changes for ${forTerminal(targets.join(", "))}. Run without --target to plan all users.`;
  const { create, update, remove } = plan.summary;
  const left = isCut ? " Other differences are left undone in add-only mode: see above." : "";
  return `Plan: ${create} to create, ${update} to update, ${remove} to remove.${left}`;
}

/** Returns one sentence for each recorded snapshot: its systems, when it was recorded, its age and its hash. */
export const snapshotTexts = ({ at, snapshots = [] }: Pick<Plan, "at" | "snapshots">): readonly string[] =>
  snapshots.map(({ systems, at: recorded, sha256 }) => {
    const minutes = Math.max(0, Math.floor((Date.parse(at) - Date.parse(recorded)) / 60_000));
    const age = durationText({ months: 0, milliseconds: minutes * 60_000 });
    return `Planned from a snapshot of ${systems.join(", ")} that is ${minutes === 0 ? "less than a minute" : age} old (recorded at ${recorded}, SHA-256 ${sha256}).`;
  });

const isLeaver = ({ code }: Finding): boolean => code === "lp/leaver-with-access";

const isWaived = ({ severity, waiver }: Finding): boolean =>
  severity === "note" && waiver !== undefined && waiver !== null;

/** Returns one line for each waived finding, so that open findings remain visible. */
function waivedText(waived: readonly Finding[]): readonly string[] {
  if (waived.length === 0) return [];
  const lines = waived.slice(0, shownWaived).map(({ code, user, waiver }) => {
    const who = user === undefined || user === null ? "" : ` for ${user}`;
    return `  ${forTerminal(`${code}${who}, by ${waiver ?? ""}`)}`;
  });
  if (waived.length > shownWaived) lines.push(`  … and ${waived.length - shownWaived} more.`);
  return [`Waived (run rolecall validate for details):\n${lines.join("\n")}\n`];
}

function legend(operations: readonly Operation[]): string {
  const signs = new Set(operations.map(({ action }) => actionSign(action)));
  const meaning = {
    "+": "create or add",
    "~": "update in place",
    "-": "remove",
    "!": "block or unblock an account",
  } as const;
  const lines = (["+", "~", "-", "!"] as const)
    .filter((sign) => signs.has(sign))
    .map((sign) => `  ${sign} ${meaning[sign]}`);
  return `Legend:\n${lines.join("\n")}\n`;
}

/** Returns the groups of equal operations, with the changed fields of an operation that stands alone. */
function groupBlock(title: string, operations: readonly Operation[]): string {
  const lines = operationGroups(operations).flatMap((group) => [groupLine(group), ...fieldLines(group)]);
  const shown = lines.slice(0, shownOperations);
  if (lines.length > shownOperations)
    shown.push(`  … and ${lines.length - shownOperations} more lines; --format json lists all operations.`);
  return `${title}\n\n${shown.join("\n")}\n`;
}

const fieldLines = ([only, ...more]: readonly Operation[]): readonly string[] =>
  only === undefined || more.length > 0 ? [] : changedFields(only).map((field) => `      ${forTerminal(field)}`);

function operationBlock(title: string, operations: readonly Operation[]): string {
  const lines = operations.slice(0, shownOperations).flatMap(operationLines);
  if (operations.length > shownOperations)
    lines.push(`  … and ${operations.length - shownOperations} more; --format json lists all of them.`);
  return `${title}\n\n${lines.join("\n")}\n`;
}

function operationLines(operation: Operation): readonly string[] {
  const head = `  ${actionSign(operation.action)} ${forTerminal(operationText(operation))}`;
  const lines = [`${head}${tierTag(operation.tier)}`];
  for (const field of changedFields(operation)) lines.push(`      ${forTerminal(field)}`);
  const reasons = operation.because.slice(0, shownReasons);
  for (const because of reasons) lines.push(`      because ${forTerminal(becauseText(because))}`);
  const more = operation.because.length - reasons.length;
  if (more > 0) lines.push(`      and ${counted(more, "more reason")}`);
  return lines;
}

/** Returns one reason as text, with its place. */
export function becauseText(because: Because): string {
  const place = because.file === null ? "" : ` (${because.file}${because.line === null ? "" : `:${because.line}`})`;
  if (because.text !== undefined) return `${because.text}${place}`;
  const role = because.role === undefined ? "" : ` of the role ${because.role}`;
  const until = because.until === undefined || because.until === null ? "" : ` until ${because.until}`;
  const through =
    because.through === undefined || because.through.length === 0 ? "" : ` through ${because.through.join(" → ")}`;
  return `${because.kind}${role}${through}${until}${place}`;
}

/** Returns the state of a guard's result as one word. */
export const guardState = ({ blocked, override }: Plan["guards"][number]): "blocked" | "note" | "overridden" =>
  blocked ? "blocked" : override === null ? "note" : "overridden";

function guardText(guard: Plan["guards"][number]): string {
  const by = guard.override === null ? "" : ` (by ${forTerminal(guard.override)})`;
  return `${guardState(guard)}: ${guard.code}${by}\n  ${forTerminal(guard.message)}\n  Fix: ${forTerminal(guard.remedy)}\n`;
}

/** Returns one text for each system with objects that no file declares. */
export const unmanagedTexts = (unmanaged: Plan["unmanaged"]): readonly string[] =>
  Object.entries(unmanaged)
    .filter(([, { accounts, groups, members }]) => accounts + groups + members > 0)
    .map(
      ([system, { accounts, groups, members }]) =>
        `${system}: ${counted(accounts, "account")}, ${counted(groups, "group")}, ${counted(members, "member")}`,
    );

/** Returns the objects that no file declares, for a terminal; empty where there is none. */
export function renderUnmanaged(unmanaged: Plan["unmanaged"]): string {
  const lines = unmanagedTexts(unmanaged).map((text) => `  ${forTerminal(text)}`);
  return lines.length === 0 ? "" : `Unmanaged (not changed):\n${lines.join("\n")}\n`;
}
