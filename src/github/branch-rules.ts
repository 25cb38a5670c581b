import type { BranchRules } from "../ports/github.ts";
import { classicRules } from "./classic-protection.ts";
import type { GithubApi } from "./github-api.ts";
import { isGithubFailure } from "../ports/github-failure.ts";
import type { EnforcedRules } from "./enforced-rules.ts";
import { isJson, numberField } from "./json.ts";
import { rulesetRules } from "./ruleset-rules.ts";
import { visible } from "./visible.ts";

/**
 * Returns what GitHub enforces on a branch: rulesets and classic protection together, since the stricter of both applies.
 * Everyone can read the rules of rulesets; classic protection and bypass lists need an administrator's permission. Where
 * a source is not visible, the rules that the other source enforces are known and everything else is null.
 */
export async function readBranchRules(api: GithubApi, branch: string): Promise<BranchRules> {
  return combined(await readRulesets(api, branch), await readClassic(api, branch));
}

/** Null: not visible; undefined: visible and empty. */
type Source = EnforcedRules | null | undefined;

async function readRulesets(api: GithubApi, branch: string): Promise<Source> {
  const doing = `read the rules of branch ${branch}`;
  const rules = await visible(() =>
    api.list({ route: "GET /repos/{owner}/{repo}/rules/branches/{branch}", doing, parameters: { branch }, key: null }),
  );
  if (rules === null) return null;
  if (rules.length === 0) return undefined;
  const ids = [...new Set(rules.map((rule) => numberField(rule, "ruleset_id", doing)))];
  let bypassActors: number | null = 0;
  for (const id of ids) {
    const count = await bypassOf(api, id);
    bypassActors = bypassActors === null || count === null ? null : bypassActors + count;
  }
  return { ...rulesetRules(rules), bypassActors };
}

/** Returns the length of a ruleset's bypass list. GitHub omits the list for callers that may not edit the ruleset. */
async function bypassOf(api: GithubApi, ruleset: number): Promise<number | null> {
  const doing = `read ruleset ${ruleset}`;
  const route = "GET /repos/{owner}/{repo}/rulesets/{ruleset_id}";
  const answer = await visible(() => api.get({ route, doing, parameters: { ruleset_id: ruleset } }));
  const actors: unknown = answer?.["bypass_actors"];
  return Array.isArray(actors) ? actors.length : null;
}

async function readClassic(api: GithubApi, branch: string): Promise<Source> {
  const doing = `read the protection of branch ${branch}`;
  const route = "GET /repos/{owner}/{repo}/branches/{branch}/protection";
  try {
    return classicRules(await api.get({ route, doing, parameters: { branch } }));
  } catch (error) {
    // The same status also means "not visible"; only these texts mean that there is no protection. A branch that does not
    // exist can be created, so it is as open as one without protection. A ruleset covers it in advance.
    if (isGithubFailure(error, "not-found") && /Branch not (protected|found)/.test(error.message)) return undefined;
    if (isGithubFailure(error, "denied", "not-found")) return null;
    throw error;
  }
}

type Switch = Exclude<keyof EnforcedRules, "requiredChecks" | "requiredApprovals" | "bypassActors">;

function combined(rulesets: Source, classic: Source): BranchRules {
  const sources = [rulesets, classic];
  const isAllVisible = sources.every((source) => source !== null);
  const found = sources.filter(isJson) as readonly EnforcedRules[];
  const isOn = (name: Switch): boolean | null =>
    found.some((source) => source[name]) ? true : isAllVisible ? false : null;
  const approvals = Math.max(0, ...found.map(({ requiredApprovals }) => requiredApprovals));
  const checks = found.flatMap(({ requiredChecks }) => requiredChecks);
  return {
    pullRequestRequired: isOn("pullRequestRequired"),
    codeOwnerReview: isOn("codeOwnerReview"),
    staleReviewsDismissed: isOn("staleReviewsDismissed"),
    lastPushApproval: isOn("lastPushApproval"),
    forcePushBlocked: isOn("forcePushBlocked"),
    deletionBlocked: isOn("deletionBlocked"),
    upToDate: isOn("upToDate"),
    rebaseBlocked: isOn("rebaseBlocked"),
    pushesRestricted: isOn("pushesRestricted"),
    creationRestricted: isOn("creationRestricted"),
    requiredApprovals: approvals > 0 || isAllVisible ? approvals : null,
    requiredChecks: checks.length > 0 || isAllVisible ? checks : null,
    bypassActors: bypassActors(found, isAllVisible),
  };
}

/** Sums the bypass lists of the visible sources. A hidden source can only add rules, so the sum stays correct. */
function bypassActors(found: readonly EnforcedRules[], isAllVisible: boolean): number | null {
  if (found.length === 0) return isAllVisible ? 0 : null;
  const counts = found.map((source) => source.bypassActors);
  return counts.reduce<number | null>((sum, count) => (sum === null || count === null ? null : sum + count), 0);
}
