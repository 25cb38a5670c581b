import type { ModelChange } from "../../plan/plan.ts";
import { forTerminal } from "../escape.ts";
import { countFindings, placeText, renderFindings } from "../text/findings.ts";
import type { ApprovalLine, ChangedAccess, DiffReport } from "./diff.ts";
import { byUser } from "./group-access.ts";
import { accessWords, fieldWords, reasonWords } from "./words.ts";
import { counted } from "../../support/counted.ts";

/** How many lines of a kind a terminal shows; the rest is counted, and JSON has them all. */
const shownLines = 400;

/**
 * The what-if of a change for a person at a terminal: who gains, loses or keeps longer what, by which file; other effects;
 * findings that come and go; who has to approve; one summary line and the digest.
 */
export function renderDiff(report: DiffReport): string {
  const { diff, findings, approvals } = report;
  const parts = [
    accessBlock(report),
    modelBlock(diff.modelChanges, report),
    findings.appeared.length === 0
      ? ""
      : `New findings:\n\n${renderFindings(findings.appeared.map(({ finding }) => finding))}`,
    lines(
      "Findings that weigh less than before:",
      findings.eased.map(
        ({ finding, was }) => `  ${was ?? ""} → ${finding.severity}: ${finding.code}  ${placeText(finding)}`,
      ),
    ),
    lines(
      "Cured findings:",
      findings.cured.map(({ code, message }) => `  ${code}: ${forTerminal(message)}`),
    ),
    approvals === null ? "" : approvalBlock(approvals),
    `${summaryWords(report)}\nDigest: ${diff.digest}\n`,
  ];
  return parts.filter((part) => part !== "").join("\n");
}

/** `2 users: 1 gain, 1 loss. 1 new finding: 1 error.` */
export function summaryWords({ diff, access, findings }: DiffReport): string {
  if (access.length === 0 && diff.modelChanges.length === 0)
    return `Nobody gains or loses anything, and nothing that bears on access or approval changes. ${findingWords(findings)}`;
  const users = new Set(access.map(({ change }) => change.user)).size;
  const count = (kind: string): number => access.filter(({ change }) => change.kind === kind).length;
  const kinds = [
    [count("gain"), "gain", "gains"],
    [count("lose"), "loss", "losses"],
    [count("retime"), "change of time", "changes of time"],
  ] as const;
  const changes = kinds.filter(([number]) => number > 0).map(([number, one, many]) => counted(number, one, many));
  const who = changes.length === 0 ? "No access changes." : `${counted(users, "user")}: ${changes.join(", ")}.`;
  const model = diff.modelChanges.length === 0 ? "" : ` ${counted(diff.modelChanges.length, "other effect")}.`;
  return `${who}${model} ${findingWords(findings)}`;
}

function findingWords({ appeared, cured, kept }: DiffReport["findings"]): string {
  const fresh = appeared.map(({ finding }) => finding);
  const parts = [
    fresh.length === 0 ? "No new finding" : `New: ${countFindings(fresh)}`,
    ...(cured.length === 0 ? [] : [`${cured.length} cured`]),
    ...(kept === 0 ? [] : [`${kept} as before`]),
  ];
  return `${parts.join(", ")}.`;
}

function accessBlock({ access, diff, names }: DiffReport): string {
  const all = [...byUser(access)].flatMap(([user, changes]) => {
    const name = names.get(user) ?? user;
    return [
      forTerminal(name === user ? user : `${name} (${user})`),
      ...changes.map((changed) => `  ${accessLine(changed, diff.at)}`),
    ];
  });
  return lines("Who gains, loses or keeps what:", all);
}

function accessLine(changed: ChangedAccess, at: string): string {
  const { kind, entitlement, tier, because } = changed.change;
  const sign = kind === "gain" ? "+" : kind === "lose" ? "-" : "~";
  const { verb, when } = accessWords(changed, at);
  const { text, place, more } = reasonWords(because);
  const where = place === null ? "" : ` (${place.file}${place.line === null ? "" : `:${place.line}`})`;
  const others = more > 0 ? `, and ${counted(more, "more way")}` : "";
  const reason = text === "" ? "" : `, ${text}${where}${others}`;
  return forTerminal(`${sign} ${verb} ${entitlement} (${tier})${when}${reason}`);
}

function modelBlock(changes: readonly ModelChange[], { holders }: DiffReport): string {
  return lines(
    "Other effects on access and approval:",
    changes.map((change) => {
      const held = change.field === "tier" ? holders.get(change.id as never) : undefined;
      const note = held === undefined ? "" : ` (held by ${counted(held, "user")})`;
      return `  ${forTerminal(`${change.kind} ${change.id}: ${fieldWords(change)}${note}`)}`;
    }),
  );
}

function approvalBlock(approvals: readonly ApprovalLine[]): string {
  const all = approvals.flatMap(({ subject, why, comment, stages }) => [
    `  ${forTerminal(`${subject}: ${why}`)}`,
    ...(stages.length === 0 ? ["    the code owner of the file is enough"] : []),
    ...stages.flatMap(({ approvers, unavailable }) => [
      `    one of ${forTerminal(approvers.join(", "))}${comment ? ", who says why" : ""}`,
      ...unavailable.map((reason) => `      ${forTerminal(reason)}`),
    ]),
  ]);
  return lines("Who has to approve:", all);
}

function lines(title: string, all: readonly string[]): string {
  if (all.length === 0) return "";
  const shown = all.slice(0, shownLines);
  const rest = all.length > shown.length ? [`  … and ${all.length - shown.length} more; --format json has them.`] : [];
  return `${title}\n${[...shown, ...rest].join("\n")}\n`;
}
