import type { BranchRules } from "../../ports/github.ts";
import { unknown, wrong } from "./finding.ts";
import type { DoctorFinding, Topic } from "./finding.ts";
import { freezeBranchName } from "../../ports/branches.ts";

export const freezeTopic: Topic = {
  id: "freeze",
  rule: "threat C10",
  subject: `the rules of the branch ${freezeBranchName}`,
};

const switches = [
  {
    field: "creationRestricted",
    id: "freeze/creation",
    subject: `whether creation of the branch ${freezeBranchName} is restricted`,
    message: `Everyone with write access can create ${freezeBranchName}, which stops every unattended run.`,
    setting: "Restrict creations",
  },
  {
    field: "pushesRestricted",
    id: "freeze/pushes",
    subject: `whether pushes to the branch ${freezeBranchName} are restricted`,
    message: `Everyone with write access can push to ${freezeBranchName} and replace the reason of a freeze.`,
    setting: "Restrict updates",
  },
  {
    field: "deletionBlocked",
    id: "freeze/deletion",
    subject: `whether deletion of the branch ${freezeBranchName} is restricted`,
    message: `Everyone with write access can delete ${freezeBranchName}, which ends a freeze.`,
    setting: "Restrict deletions",
  },
] as const;

/** Returns the findings about the rules of the branch that stops unattended runs. Its bypass list names who may freeze. */
export function judgeFreeze(rules: BranchRules): readonly DoctorFinding[] {
  return switches.flatMap(({ field, id, subject, message, setting }) => {
    const topic = { ...freezeTopic, id, subject };
    const value = rules[field];
    if (value === null)
      return [unknown(topic, "The branch exists only during a freeze; a ruleset covers it in advance.")];
    if (value) return [];
    const path = `Settings → Rules → Rulesets → New branch ruleset → Target branches → ${freezeBranchName} → ${setting}`;
    return [wrong(topic, message, `Enable, with those who may freeze on the bypass list: ${path}.`)];
  });
}
