import type { SystemId, User } from "../../../model/documents.ts";
import { isPrivileged } from "../../../model/lifecycle.ts";
import { counted } from "../../../support/counted.ts";
import type { ChangedAccess } from "../../diff/diff.ts";
import { forMarkdown, sentenceForMarkdown } from "../../escape.ts";
import { valueText } from "../model-values.ts";
import type { PersonRow } from "./change-rows.ts";
import type { PersonEvent } from "./person-event.ts";
import {
  entitlementLines,
  entitlementText,
  isPrivilegedGain,
  lineBreak,
  listText,
  type RowContext,
  tierMark,
} from "./row-text.ts";
import { leftBehindLines } from "./leaver-lines.ts";
import { noEnd } from "./until-cell.ts";
import { jobText } from "./who-cell.ts";

/** The maximum number of kept entitlements that the row of a mover names. */
const namedKept = 5;

type Describe = (row: PersonRow, context: RowContext) => readonly string[];

const describe: Readonly<Record<PersonEvent, Describe>> = {
  joins: joinerLines,
  moves: moverLines,
  leaves: leaverLines,
  "goes-on-leave": (row, context) => [
    "**Goes on leave**",
    ...systemLine("Sign-in is blocked in", systemsOf(lost(row), context)),
    ...countOfLosses(row, context),
  ],
  returns: (row, context) => [
    "**Returns**",
    ...systemLine("Can sign in again to", systemsOf(gained(row), context)),
    ...gainLines(row, context),
    ...lossLines(row, context),
  ],
  "stays-longer": (row, context) => [
    `**Stays longer**, before: ${endText(context.facts.people.get(row.user)?.before ?? null, context)}`,
    ...keptLongerLines(row, context),
    ...lossLines(row, context),
  ],
  "is-edited": (row, context) => ["**Changes**", ...gainLines(row, context), ...lossLines(row, context)],
};

/** The fields that the line of an event shows already. */
const shownFields: Readonly<Record<PersonEvent, ReadonlySet<string> | "all">> = {
  joins: "all",
  moves: new Set(["department", "title"]),
  leaves: new Set(["status", "end"]),
  "goes-on-leave": new Set(["status"]),
  returns: new Set(["status", "end"]),
  "stays-longer": new Set(["end"]),
  "is-edited": new Set(),
};

/** The maximum number of further changed fields that a row shows. */
const namedFields = 5;

/** Returns the changed fields that the event does not explain: a change of a mailbox or a login must not hide behind a move. */
function fieldLines({ user, event }: PersonRow, { report, dates, facts }: RowContext): readonly string[] {
  const shown = shownFields[event];
  if (shown === "all" || facts.people.get(user)?.after === null) return [];
  const changes = report.diff.modelChanges.filter(
    ({ kind, id, field }) => kind === "user" && id === user && !shown.has(field),
  );
  const named = changes
    .slice(0, namedFields)
    .map(({ field, before, after }) =>
      forMarkdown(`${field}: ${valueText(field, before, dates)} → ${valueText(field, after, dates)}`),
    );
  const rest = changes.length - named.length;
  return [...named, ...(rest === 0 ? [] : [`and ${counted(rest, "more field")}`])];
}

const endText = (user: User | null, { dates }: RowContext): string =>
  user === null || user.end === null ? noEnd : dates.short(new Date(user.end).toISOString(), "until");

function keptLongerLines(row: PersonRow, { facts }: RowContext): readonly string[] {
  const access = gained(row);
  const privileged = access.filter(isPrivilegedGain);
  if (access.length === 0) return [];
  const count = counted(new Set(access.map(({ change }) => change.entitlement)).size, "entitlement");
  return [
    `Keeps ${count} for longer, ${privileged.length === 0 ? "none of tier high or critical" : "among them:"}`,
    ...entitlementLines(privileged, facts),
  ];
}

/** Returns what happens to the user of a row, one line for each fact. */
export function personLines(row: PersonRow, context: RowContext): readonly string[] {
  return [...describe[row.event](row, context), ...fieldLines(row, context)];
}

const gained = ({ access }: PersonRow): readonly ChangedAccess[] => access.filter(({ reach }) => reach !== "less");
const lost = ({ access }: PersonRow): readonly ChangedAccess[] => access.filter(({ reach }) => reach === "less");

/** Returns for example `Joins Sales as Account Executive on Monday, 1 December 2026`, with the accounts and the birthright. */
function joinerLines(row: PersonRow, context: RowContext): readonly string[] {
  const user = context.facts.people.get(row.user)?.after ?? null;
  const department = user?.department == null ? "" : ` ${sentenceForMarkdown(user.department)}`;
  const title = user?.title == null ? "" : ` as ${sentenceForMarkdown(user.title)}`;
  const start = user?.start == null ? "" : ` on ${context.dates.long(new Date(user.start).toISOString(), "from")}`;
  const access = gained(row);
  const systems = systemsOf(access, context);
  const others = access.filter((changed) => !isAccount(changed, context));
  const count = new Set(others.map(({ change }) => change.entitlement)).size;
  return [
    `**Joins**${department}${title}${start}`,
    [
      ...(systems.length === 0 ? [] : [`${systems.length === 1 ? "Account" : "Accounts"} in ${listText(systems)}`]),
      ...(count === 0 ? [] : [counted(count, "birthright entitlement")]),
    ].join(", ") || "No access",
    ...others
      .filter(isPrivilegedGain)
      .map(({ change }) => entitlementText(change.entitlement, change.tier, context.facts)),
  ];
}

function moverLines(row: PersonRow, context: RowContext): readonly string[] {
  const sides = context.facts.people.get(row.user);
  return [
    `**Moves** from ${placeText(sides?.before ?? null)} to ${placeText(sides?.after ?? null)}`,
    ...gainLines(row, context),
    ...lossLines(row, context),
    ...keptLines(row, context),
  ];
}

const placeText = (user: User | null): string => jobText(user) || "no title";

/** Returns what a mover keeps by grants, and the manager who has to confirm it: no file takes it away. */
function keptLines({ user }: PersonRow, { facts }: RowContext): readonly string[] {
  const kept = facts.kept.get(user) ?? [];
  if (kept.length === 0) return [];
  const shown = kept.slice(0, namedKept).map((ref) => {
    const tier = facts.entitlements.get(ref)?.tier;
    return `${forMarkdown(ref)}${tier === undefined ? "" : ` (${tierMark(tier)})`}`;
  });
  const rest = kept.length - shown.length;
  const manager = facts.people.get(user)?.after?.manager ?? null;
  const who = manager === null ? "an owner" : `the manager ${forMarkdown(manager)}`;
  return [`**Keeps** by grant: ${shown.join(", ")}${rest === 0 ? "" : ` and ${rest} more`}. To re-certify by ${who}.`];
}

function leaverLines(row: PersonRow, context: RowContext): readonly string[] {
  const after = context.facts.people.get(row.user)?.after ?? null;
  const isLater = after !== null && after.end !== null && after.status !== "terminated" && after.end > at(context);
  const day = isLater && after.end !== null ? context.dates.long(new Date(after.end).toISOString(), "until") : null;
  const access = lost(row);
  return [
    day === null ? "**Leaves**" : `**Leaves** after ${day}`,
    ...systemLine(
      day === null ? "Sign-in is blocked after the merge in" : "Sign-in is blocked after that day in",
      systemsOf(access, context),
    ),
    ...countOfLosses(row, context),
    ...(after?.legalHold === true ? ["Legal hold: the accounts are kept"] : []),
    ...(access.length === 0 ? [] : ["The accounts and their data are not deleted"]),
    ...leftBehindLines(row.user, context),
    ...gainLines(row, context),
  ];
}

const at = ({ report }: RowContext): number => Date.parse(report.diff.at);

function gainLines(row: PersonRow, context: RowContext): readonly string[] {
  const access = gained(row);
  return access.length === 0 ? [] : ["**Gains:**", ...entitlementLines(access, context.facts)];
}

/** Returns the number of lost entitlements and those of tier high and critical. Lost accounts have a line of their own. */
function countOfLosses(row: PersonRow, context: RowContext): readonly string[] {
  const access = lost(row).filter((changed) => !isAccount(changed, context));
  if (access.length === 0) return [];
  const privileged = access.filter(({ change }) => isPrivileged(change.tier));
  const count = counted(new Set(access.map(({ change }) => change.entitlement)).size, "entitlement");
  return [
    `**Loses** ${count}, ${privileged.length === 0 ? "none of tier high or critical" : "among them:"}`,
    ...entitlementLines(privileged, context.facts),
  ];
}

function lossLines(row: PersonRow, { facts }: RowContext): readonly string[] {
  const access = lost(row);
  if (access.length === 0) return [];
  const count = new Set(access.map(({ change }) => change.entitlement)).size;
  return [`**Loses** ${counted(count, "entitlement")}:${lineBreak}${entitlementLines(access, facts).join(lineBreak)}`];
}

function systemLine(text: string, systems: readonly string[]): readonly string[] {
  return systems.length === 0 ? [] : [`${text} ${listText(systems)}`];
}

/** Returns the titles of the systems in which the access is the account itself. */
function systemsOf(access: readonly ChangedAccess[], context: RowContext): readonly string[] {
  const systems = new Set<SystemId>();
  for (const changed of access) {
    const entitlement = context.facts.entitlements.get(changed.change.entitlement);
    if (entitlement?.target.kind === "account") systems.add(entitlement.system);
  }
  return [...systems].map((system) => sentenceForMarkdown(context.facts.systemTitles.get(system) ?? system));
}

const isAccount = ({ change }: ChangedAccess, { facts }: RowContext): boolean =>
  facts.entitlements.get(change.entitlement)?.target.kind === "account";
