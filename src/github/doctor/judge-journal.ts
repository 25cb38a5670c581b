import type { BranchRules } from "../../ports/github.ts";
import { unknown, wrong } from "./finding.ts";
import type { DoctorFinding, Topic } from "./finding.ts";
import { journalBranchName } from "../../ports/branches.ts";

export const journalTopic: Topic = {
  id: "journal",
  rule: "workflow rule 14",
  subject: `the rules of the branch ${journalBranchName}`,
};

const switches = [
  {
    field: "forcePushBlocked",
    id: "journal/force-push",
    subject: `whether force pushes to the branch ${journalBranchName} are blocked`,
    message: `A force push to ${journalBranchName} can rewrite the journal, which every run trusts.`,
    setting: "Block force pushes",
  },
  {
    field: "deletionBlocked",
    id: "journal/deletion",
    subject: `whether deletion of the branch ${journalBranchName} is blocked`,
    message: `The journal is lost when ${journalBranchName} is deleted.`,
    setting: "Restrict deletions",
  },
  {
    field: "pushesRestricted",
    id: "journal/pushes",
    subject: `whether pushes to the branch ${journalBranchName} are restricted`,
    message: `Everyone with write access can push to ${journalBranchName}.`,
    setting: "Restrict updates, with the app of GitHub Actions on the bypass list of this ruleset",
  },
] as const;

/**
 * Returns the findings about the rules of the journal's branch. Who is on the list of those who may push is not checked:
 * apply pushes to the branch, and GitHub shows the list only to accounts that can change it.
 */
export function judgeJournal(rules: BranchRules): readonly DoctorFinding[] {
  return switches.flatMap(({ field, id, subject, message, setting }) => {
    const topic = { ...journalTopic, id, subject };
    const value = rules[field];
    if (value === null)
      return [unknown(topic, "The branch does not exist before the first apply; a ruleset covers it in advance.")];
    if (value) return [];
    const path = `Settings → Rules → Rulesets → New branch ruleset → Target branches → ${journalBranchName} → ${setting}`;
    return [wrong(topic, message, `Enable: ${path}.`)];
  });
}
