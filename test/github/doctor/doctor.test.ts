import { describe, expect, it } from "vitest";
import type { DoctorFinding } from "../../../src/github/doctor/finding.ts";
import { journalBranch } from "../../../src/github/doctor/settings.ts";
import { judgeSettings } from "../../../src/github/doctor/judge-settings.ts";
import { soundSettings } from "../../../src/sandbox/github/seed.ts";
import type { GithubSettings } from "../../../src/sandbox/github/seed.ts";
import { aGithub } from "../../sandbox/github/running-github.ts";

const sound = soundSettings("main");

/** What the doctor says of a repository with these departures from sound settings. */
async function doctor(
  changes: Partial<GithubSettings> = {},
  token = "ghs_app-token",
): Promise<readonly DoctorFinding[]> {
  const github = await aGithub({ settings: changes });
  github.state.push(journalBranch, { by: "olga", commits: [{ sha: "f".repeat(40), by: "olga" }] });
  const client = await github.client({ token });
  return judgeSettings(await client.settings());
}

const idsOf = (findings: readonly DoctorFinding[], verdict: DoctorFinding["verdict"] = "wrong"): readonly string[] =>
  findings.filter((finding) => finding.verdict === verdict).map(({ id }) => id);

const [ruleset, ofJournal] = sound.rulesets;
const withRules = (
  change: (type: string, parameters: Record<string, unknown>) => object | null,
): Partial<GithubSettings> => ({
  rulesets: [
    {
      ...ruleset!,
      rules: ruleset!.rules.flatMap(({ type, parameters = {} }) => {
        const changed = change(type, { ...parameters });
        return changed === null ? [] : [{ type, parameters: changed as Record<string, unknown> }];
      }),
    },
    ofJournal!,
  ],
});
const journal = (types: readonly string[]): Partial<GithubSettings> => ({
  rulesets: [ruleset!, { ...ofJournal!, rules: types.map((type) => ({ type })) }],
});
const without = (unwanted: string): Partial<GithubSettings> =>
  withRules((type, parameters) => (type === unwanted ? null : parameters));
const setting = (wanted: string, parameter: string, value: unknown): Partial<GithubSettings> =>
  withRules((type, parameters) => (type === wanted ? { ...parameters, [parameter]: value } : parameters));
const environment = (name: string, change: object): Partial<GithubSettings> => ({
  environments: sound.environments.map((entry) => (entry.name === name ? { ...entry, ...change } : entry)),
});
const actions = (change: object): Partial<GithubSettings> => ({ actions: { ...sound.actions, ...change } });
const error = {
  line: 3,
  column: 1,
  kind: "Unknown owner",
  message: "Unknown owner on line 3",
  source: "x",
  path: "CODEOWNERS",
};

describe("the doctor", () => {
  it("finds nothing in a repository that is set up as it has to be", async () => {
    expect(await doctor()).toEqual([]);
  });

  it.each<[string, Partial<GithubSettings>, readonly string[]]>([
    [
      "code owners do not have to review",
      setting("pull_request", "require_code_owner_review", false),
      ["branch/code-owner-review"],
    ],
    [
      "approvals outlive a push",
      setting("pull_request", "dismiss_stale_reviews_on_push", false),
      ["branch/stale-approvals"],
    ],
    [
      "the last pusher may approve",
      setting("pull_request", "require_last_push_approval", false),
      ["branch/last-push-approval"],
    ],
    [
      "branches may be behind",
      setting("required_status_checks", "strict_required_status_checks_policy", false),
      ["branch/up-to-date"],
    ],
    ["force pushes are possible", without("non_fast_forward"), ["branch/force-push"]],
    ["the branch can be deleted", without("deletion"), ["branch/deletion"]],
    ["checks are not required", without("required_status_checks"), ["branch/up-to-date", "branch/required-checks"]],
    [
      "anybody may report the check",
      setting("required_status_checks", "required_status_checks", [{ context: "Rolecall" }]),
      ["branch/check-source"],
    ],
    [
      "somebody may pass by",
      { rulesets: [{ ...ruleset!, bypass: [{ id: 5, type: "RepositoryRole" }] }, ofJournal!] },
      ["branch/bypass"],
    ],
    ["the journal can be rewritten", journal(["deletion"]), ["journal/force-push"]],
    ["the journal's branch can be deleted", journal(["non_fast_forward"]), ["journal/deletion"]],
    ["nothing covers the journal's branch", { rulesets: [ruleset!] }, ["journal/force-push", "journal/deletion"]],
    [
      "an environment is open to all branches",
      environment("plan-read", { branches: "any" }),
      ["environment/plan-read/branches"],
    ],
    [
      "only protected branches may deploy",
      environment("apply-write", { branches: "protected" }),
      ["environment/apply-write/branches"],
    ],
    [
      "a pattern admits every branch",
      environment("plan-read", { branches: ["*"] }),
      ["environment/plan-read/branches"],
    ],
    [
      "a second branch may apply",
      environment("apply-write", { branches: ["main", "hotfix/*"] }),
      ["environment/apply-write/branches"],
    ],
    [
      "administrators may pass",
      environment("apply-write", { adminsMayBypass: true }),
      ["environment/apply-write/admin-bypass"],
    ],
    ["nobody lets the apply in", environment("apply-write", { reviewers: [] }), ["environment/apply-write/reviewers"]],
    [
      "one may let oneself in",
      environment("apply-write", { preventSelfReview: false }),
      ["environment/apply-write/self-review"],
    ],
    ["an environment is missing", { environments: sound.environments.slice(1) }, ["environment/plan-read/missing"]],
    ["a secret lies in the repository", { repositorySecrets: ["OKTA_CLIENT_TOKEN"] }, ["secrets/repository"]],
    ["a secret comes from the organization", { organizationSecrets: ["GOOGLE_KEY"] }, ["secrets/organization"]],
    ["actions may go by tags", actions({ pinningRequired: false }), ["actions/pinning"]],
    ["the workflows' token may write", actions({ defaultPermissions: "write" }), ["actions/token"]],
    ["workflows may approve", actions({ mayApprove: true }), ["actions/approve"]],
    ["CODEOWNERS has a bad line", { codeownersErrors: [error] }, ["codeowners"]],
    ["the repository is public", { visibility: "public" }, ["repository/visibility"]],
    ["the repository is open to the enterprise", { visibility: "internal" }, ["repository/visibility"]],
  ])("finds that %s, and nothing else", async (_, changes, expected) => {
    const findings = await doctor(changes);
    expect(idsOf(findings)).toEqual(expected);
    expect(findings.length).toBe(expected.length);
    for (const { remedy } of findings) expect(remedy).toMatch(/Settings →|rolecall codeowners/);
  });

  it("finds every rule missing where the branch has none", async () => {
    const branch = idsOf(await doctor({ rulesets: [ofJournal!] }));
    expect(branch).toEqual([
      "branch/pull-request",
      "branch/code-owner-review",
      "branch/stale-approvals",
      "branch/last-push-approval",
      "branch/up-to-date",
      "branch/force-push",
      "branch/deletion",
      "branch/required-checks",
    ]);
  });

  it("says of everything that the token may not see that it is unknown, and never that it is fine", async () => {
    const findings = await doctor({}, "ghs_job-token");
    expect(idsOf(findings)).toEqual([]);
    expect(idsOf(findings, "unknown")).toEqual([
      "branch/bypass",
      "secrets/repository",
      "secrets/organization",
      "actions/pinning",
      "actions/token",
    ]);
    expect(findings[1]?.message).toContain("Resource not accessible by integration");
  });

  it("says that it is unknown how the journal's branch is covered before it is there, unless a ruleset covers it", async () => {
    const told = async (settings: Partial<GithubSettings>): Promise<readonly DoctorFinding[]> =>
      judgeSettings(await (await (await aGithub({ settings })).client({ token: "ghs_app-token" })).settings());
    expect(await told({})).toEqual([]);
    const findings = await told({ rulesets: [ruleset!] });
    expect(idsOf(findings, "unknown")).toEqual(["journal/force-push", "journal/deletion"]);
    expect(findings[0]?.message).toContain("a ruleset covers it all the same");
  });

  it("says that everything is unknown while the forge is unwell", async () => {
    const github = await aGithub();
    github.sandbox.addFault({ fault: { kind: "status", status: 503 } });
    const client = await github.client({ token: "ghs_app-token" });
    const findings = judgeSettings(await client.settings());
    expect(findings.map(({ verdict }) => verdict)).toEqual(Array(10).fill("unknown"));
  });

  it("says that it is unknown what the forge leaves out of an answer", async () => {
    const github = await aGithub();
    github.sandbox.addFault({
      path: /environments\/[^/]+$|actions\/permissions$/,
      fault: {
        kind: "rewrite",
        rewrite: (reply) => {
          const { can_admins_bypass: _, sha_pinning_required: __, ...rest } = reply.body as Record<string, unknown>;
          return { ...reply, body: rest };
        },
      },
    });
    const client = await github.client({ token: "ghs_app-token" });
    expect(idsOf(judgeSettings(await client.settings()), "unknown")).toEqual([
      "environment/plan-read/admin-bypass",
      "environment/apply-write/admin-bypass",
      "actions/pinning",
    ]);
  });

  it("finds that there is no CODEOWNERS", async () => {
    const github = await aGithub();
    github.sandbox.addFault({ path: /codeowners/, fault: { kind: "status", status: 404 } });
    const client = await github.client({ token: "ghs_app-token" });
    expect(idsOf(judgeSettings(await client.settings()))).toEqual(["codeowners"]);
  });
});
