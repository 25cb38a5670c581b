import type { BranchRules } from "../../ports/github.ts";
import { unknown, wrong } from "./finding.ts";
import type { DoctorFinding, Topic } from "./finding.ts";
import { journalBranch } from "./settings.ts";

export const journalTopic: Topic = {
  id: "journal",
  rule: "workflow rule 14",
  subject: `the rules of the branch ${journalBranch}`,
};

const switches = [
  {
    field: "forcePushBlocked",
    id: "journal/force-push",
    subject: `whether force pushes to the branch ${journalBranch} are blocked`,
    message: `What was applied can be rewritten by a force push to ${journalBranch}, and a run trusts what stands there.`,
    setting: "Block force pushes",
  },
  {
    field: "deletionBlocked",
    id: "journal/deletion",
    subject: `whether deletion of the branch ${journalBranch} is blocked`,
    message: `The record of what was applied is gone when somebody deletes ${journalBranch}.`,
    setting: "Restrict deletions",
  },
] as const;

/** What is wrong with the rules of the journal's branch; who may push to it forward is not asked: apply itself does. */
export function judgeJournal(rules: BranchRules): readonly DoctorFinding[] {
  return switches.flatMap(({ field, id, subject, message, setting }) => {
    const topic = { ...journalTopic, id, subject };
    const value = rules[field];
    if (value === null)
      return [unknown(topic, "Before the first apply there is no such branch; a ruleset covers it all the same.")];
    if (value) return [];
    const way = `Settings → Rules → Rulesets → New branch ruleset → Target branches → ${journalBranch} → ${setting}`;
    return [wrong(topic, message, `Switch on: ${way}.`)];
  });
}
