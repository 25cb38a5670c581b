import type { JournalDocument } from "../../formats/answers.generated.ts";
import { counted } from "../../support/counted.ts";
import { forTerminal } from "../escape.ts";

type Entry = NonNullable<JournalDocument["entries"]>[number];

/** Returns the operations of a journal: one block each, with its run. */
export function renderJournalEntries(entries: readonly Entry[]): string {
  const lines = [`${counted(entries.length, "operation")}${entries.length === 0 ? "." : ":"}`];
  for (const entry of entries) {
    const { at, action, user, system, entitlement, detail } = entry;
    const subject = [user, entitlement ?? system].filter((name) => name !== null).join(" · ");
    lines.push(`${at}  ${action}  ${subject}`, `  ${outcomeText(entry)}`);
    if (detail !== null) lines.push(`  ${detail}`);
    lines.push(...runLines(entry.run));
  }
  return `${lines.map(forTerminal).join("\n")}\n`;
}

function outcomeText({ outcome, finishedAt }: Entry): string {
  return outcome === null
    ? "outcome not recorded: the write may or may not have had its effect"
    : `${outcome}${finishedAt === null ? "" : ` at ${finishedAt}`}`;
}

function runLines({ id, kind, commit, claims, pullRequests, approvers }: Entry["run"]): readonly string[] {
  const from = commit === null ? "" : `, commit ${commit.slice(0, 12)}`;
  const how = { unattended: "after a merge", "by-hand": "by hand", unknown: "operator not recorded" }[kind];
  const lines = [`  run ${id}, ${how}${from}`];
  if (claims !== null) lines.push(`  operator (claimed, not verified): ${operatorText(claims)}`);
  if (pullRequests.length > 0)
    lines.push(
      `  approvals: ${pullRequests.map((number) => `#${number}`).join(", ")}, by ${approvers.length === 0 ? "no reviewer" : approvers.join(", ")}`,
    );
  return lines;
}

function operatorText({ gitName, gitEmail, osUser, githubActor }: NonNullable<Entry["run"]["claims"]>): string {
  const git = [gitName, gitEmail === null ? null : `<${gitEmail}>`].filter((part) => part !== null).join(" ");
  const claims = [
    git === "" ? null : `git ${git}`,
    osUser === null ? null : `OS user ${osUser}`,
    githubActor === null ? null : `GitHub actor ${githubActor}`,
  ].filter((claim) => claim !== null);
  return claims.length === 0 ? "none" : claims.join(", ");
}
