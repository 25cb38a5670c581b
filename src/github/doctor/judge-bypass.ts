import { unknown, wrong } from "./finding.ts";
import type { DoctorFinding, Topic } from "./finding.ts";
import { freezeBranchName, journalBranchName } from "../../ports/branches.ts";
import type { RulesetBypass } from "./settings.ts";

/** The app of GitHub Actions: every workflow with write access to contents acts in its name. */
export const actionsApp = 15368;

/** The role with write access. GitHub numbers its own roles: maintain is 2, write 4, admin 5. */
const writeRole = 4;

type Actor = NonNullable<RulesetBypass["actors"]>[number];

interface BypassRule {
  readonly topic: Topic;
  /** Whether the actor may be on the list of a ruleset with these rules. */
  readonly isAllowed: (actor: Actor, rules: readonly string[]) => boolean;
  readonly effect: string;
  readonly fix: string;
}

export const journalBypass: BypassRule = {
  topic: {
    id: "journal/bypass",
    rule: "workflow rule 14",
    subject: `who can bypass the rules of the branch ${journalBranchName}`,
  },
  // Apply pushes with the workflow's own token. No list may contain it for force pushes and deletion.
  isAllowed: ({ type, id }, rules) =>
    type === "Integration" && id === actionsApp && rules.every((rule) => rule === "update" || rule === "creation"),
  effect: `can push to ${journalBranchName}, rewrite or delete it`,
  fix: "Keep only the app of GitHub Actions, in a ruleset that only restricts updates and creations",
};

export const freezeBypass: BypassRule = {
  topic: {
    id: "freeze/bypass",
    rule: "threat C10",
    subject: `who can bypass the rules of the branch ${freezeBranchName}`,
  },
  isAllowed: ({ type, id }) =>
    type === "Team" || type === "OrganizationAdmin" || (type === "RepositoryRole" && id !== writeRole),
  effect: `can start or end a freeze, which is for those who respond to an incident`,
  fix: "Keep only a team or a role of those who may freeze",
};

/** Returns the findings about the bypass lists of the rulesets of one branch. */
export function judgeBypassLists(rulesets: readonly RulesetBypass[], rule: BypassRule): readonly DoctorFinding[] {
  const hidden = rulesets.filter(({ actors }) => actors === null).map(({ name }) => name);
  const reason = `GitHub shows the bypass list of ${hidden.join(", ")} only to accounts that can change it.`;
  const others = rulesets.flatMap(({ name, rules, actors }) =>
    (actors ?? []).filter((actor) => !rule.isAllowed(actor, rules)).map((actor) => `${textOf(actor)} (${name})`),
  );
  return [
    ...(hidden.length > 0 ? [unknown(rule.topic, reason)] : []),
    ...(others.length > 0
      ? [
          wrong(
            rule.topic,
            `On a bypass list are others than expected, each of which ${rule.effect}: ${others.join(", ")}.`,
            `${rule.fix}: Settings → Rules → Rulesets → the ruleset → Bypass list.`,
          ),
        ]
      : []),
  ];
}

const roles: Readonly<Record<number, string>> = { 2: "maintain", 4: "write", 5: "admin" };

function textOf({ type, id }: Actor): string {
  if (type === "Integration" && id === actionsApp) return "the app of GitHub Actions";
  if (type === "RepositoryRole" && id !== null) return `the role ${roles[id] ?? id}`;
  return id === null ? type : `${type} ${id}`;
}
