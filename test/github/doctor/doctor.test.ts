import { describe, expect, it } from "vitest";
import type { DoctorFinding } from "../../../src/github/doctor/finding.ts";
import { freezeBranchName, journalBranchName } from "../../../src/ports/branches.ts";
import { judgeSettings } from "../../../src/github/doctor/judge-settings.ts";
import { soundSettings } from "../../../src/sandbox/github/seed.ts";
import type { GithubSettings } from "../../../src/sandbox/github/seed.ts";
import { aGithub } from "../../sandbox/github/running-github.ts";

const sound = soundSettings("main");

/** Returns the doctor's findings for a repository with these differences from sound settings. */
async function doctor(
  changes: Partial<GithubSettings> = {},
  token = "ghs_app-token",
): Promise<readonly DoctorFinding[]> {
  const github = await aGithub({ settings: changes });
  for (const branch of [journalBranchName, freezeBranchName])
    github.state.push(branch, { by: "olga", commits: [{ sha: "f".repeat(40), by: "olga" }] });
  const client = await github.client({ token });
  return judgeSettings(await client.settings());
}

const idsOf = (findings: readonly DoctorFinding[], verdict: DoctorFinding["verdict"] = "wrong"): readonly string[] =>
  findings.filter((finding) => finding.verdict === verdict).map(({ id }) => id);

const [ruleset, ofJournal, journalPushes, ofFreeze] = sound.rulesets;
const others = sound.rulesets.slice(1);
const [planCheck, approvalsCheck] = [
  { context: "verdict of plan", integration_id: 15368 },
  { context: "rolecall/approvals", integration_id: 900100 },
];
const requiring = (...checks: readonly object[]): Partial<GithubSettings> =>
  setting("required_status_checks", "required_status_checks", checks);
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
    ...others,
  ],
});
const journal = (types: readonly string[]): Partial<GithubSettings> => ({
  rulesets: [ruleset!, { ...ofJournal!, rules: types.map((type) => ({ type })) }, journalPushes!, ofFreeze!],
});
const without = (unwanted: string): Partial<GithubSettings> =>
  withRules((type, parameters) => (type === unwanted ? null : parameters));
const setting = (wanted: string, parameter: string, value: unknown): Partial<GithubSettings> =>
  withRules((type, parameters) => (type === wanted ? { ...parameters, [parameter]: value } : parameters));
const environment = (name: string, change: object): Partial<GithubSettings> => ({
  environments: sound.environments.map((entry) => (entry.name === name ? { ...entry, ...change } : entry)),
});
const actionsIn = (change: object): Partial<GithubSettings> => ({ actions: { ...sound.actions, ...change } });
const forks = (change: object): Partial<GithubSettings> => ({ forks: { ...sound.forks, ...change } });
const workflow = (name: string, state: string | null): Partial<GithubSettings> => ({
  workflows: sound.workflows.flatMap((one) =>
    one.path !== `.github/workflows/${name}.yml` ? [one] : state === null ? [] : [{ ...one, state }],
  ),
});
const [admins, writers] = [5, 4].map((id) => ({ id, type: "RepositoryRole" })) as [Actor, Actor];
const [actions, otherApp] = [15368, 77].map((id) => ({ id, type: "Integration" })) as [Actor, Actor];
type Actor = GithubSettings["rulesets"][number]["bypass"][number];
const bypass = (of: GithubSettings["rulesets"][number], ...actors: readonly Actor[]): Partial<GithubSettings> => ({
  rulesets: sound.rulesets.map((one) => (one.id === of.id ? { ...one, bypass: actors } : one)),
});
const error = {
  line: 3,
  column: 1,
  kind: "Unknown owner",
  message: "Unknown owner on line 3",
  source: "x",
  path: "CODEOWNERS",
};

/** A setting, the unsound settings and the ids of the findings. */
type Case = readonly [string, Partial<GithubSettings>, readonly string[]];

describe("the doctor", () => {
  it("finds nothing in a repository with the required settings", async () => {
    expect(await doctor()).toEqual([]);
  });

  it.each<Case>([
    [
      "a review from code owners is not required",
      setting("pull_request", "require_code_owner_review", false),
      ["branch/code-owner-review"],
    ],
    [
      "approvals stay valid after a push",
      setting("pull_request", "dismiss_stale_reviews_on_push", false),
      ["branch/stale-approvals"],
    ],
    [
      "the last pusher can approve",
      setting("pull_request", "require_last_push_approval", false),
      ["branch/last-push-approval"],
    ],
    [
      "branches can be out of date",
      setting("required_status_checks", "strict_required_status_checks_policy", false),
      ["branch/up-to-date"],
    ],
    ["force pushes are possible", without("non_fast_forward"), ["branch/force-push"]],
    ["the branch can be deleted", without("deletion"), ["branch/deletion"]],
    ["checks are not required", without("required_status_checks"), ["branch/up-to-date", "branch/required-checks"]],
    [
      "everyone can report the check",
      requiring({ context: "verdict of plan" }, approvalsCheck),
      ["branch/check-source"],
    ],
    [
      "the rules can be bypassed",
      { rulesets: [{ ...ruleset!, bypass: [{ id: 5, type: "RepositoryRole" }] }, ...others] },
      ["branch/bypass"],
    ],
    ["the journal can be rewritten", journal(["deletion"]), ["journal/force-push"]],
    ["the journal's branch can be deleted", journal(["non_fast_forward"]), ["journal/deletion"]],
    [
      "nothing covers the journal's branch",
      { rulesets: [ruleset!, ofFreeze!] },
      ["journal/force-push", "journal/deletion", "journal/pushes"],
    ],
    ["everyone can push to the journal", { rulesets: [ruleset!, ofJournal!, ofFreeze!] }, ["journal/pushes"]],
    ...(["creation", "update", "deletion"] as const).map((type): Case => [
      `the freeze does not restrict ${type}`,
      {
        rulesets: [
          ...sound.rulesets.slice(0, 3),
          { ...ofFreeze!, rules: ofFreeze!.rules.filter((one) => one.type !== type) },
        ],
      },
      [`freeze/${type === "update" ? "pushes" : type}`],
    ]),
    ["the approvals are not a required check", requiring(planCheck), ["branch/approvals-check"]],
    [
      "the approvals are bound to GitHub Actions",
      requiring(planCheck, { ...approvalsCheck, integration_id: 15368 }),
      ["branch/approvals-source"],
    ],
    ["no approval is required", setting("pull_request", "required_approving_review_count", 0), ["branch/approvals"]],
    [
      "a rebase merge is possible",
      setting("pull_request", "allowed_merge_methods", ["squash", "rebase"]),
      ["branch/rebase-merge"],
    ],
    [
      "no rule limits the merge methods",
      setting("pull_request", "allowed_merge_methods", undefined),
      ["branch/rebase-merge"],
    ],
    [
      "an environment accepts all branches",
      environment("plan-read", { branches: "any" }),
      ["environment/plan-read/branches"],
    ],
    [
      "only protected branches can deploy",
      environment("apply-write", { branches: "protected" }),
      ["environment/apply-write/branches"],
    ],
    [
      "a pattern matches every branch",
      environment("plan-read", { branches: ["*"] }),
      ["environment/plan-read/branches"],
    ],
    [
      "a second branch can apply",
      environment("apply-write", { branches: ["main", "hotfix/*"] }),
      ["environment/apply-write/branches"],
    ],
    ...["?*", "feature/*", "*-*", "tag v*", "refs/pull/*/head"].map((pattern): Case => [
      `the pattern ${pattern} gives branches the credentials of plan-read`,
      environment("plan-read", { branches: ["main", "refs/pull/*/merge", pattern] }),
      ["environment/plan-read/branches"],
    ]),
    ...["review-write", "request-write"].flatMap((name): readonly Case[] => [
      [`${name} accepts all branches`, environment(name, { branches: "any" }), [`environment/${name}/branches`]],
      [
        `${name} accepts a pattern`,
        environment(name, { branches: ["main", "feature/*"] }),
        [`environment/${name}/branches`],
      ],
      [
        `administrators can bypass ${name}`,
        environment(name, { adminsMayBypass: true }),
        [`environment/${name}/admin-bypass`],
      ],
    ]),
    [
      "plan-read has a writing secret under another name",
      environment("plan-read", { secrets: ["OKTA_CLIENT_CLIENTID", "OKTA_ADMIN_KEY"] }),
      ["environment/plan-read/secrets"],
    ],
    [
      "request-write has the key of the journal",
      environment("request-write", { secrets: ["ROLECALL_JOURNAL_KEY"] }),
      ["environment/request-write/secrets"],
    ],
    ["any action may run", actionsIn({ allowed: "all" }), ["actions/allowed"]],
    [
      "administrators can bypass the environment",
      environment("apply-write", { adminsMayBypass: true }),
      ["environment/apply-write/admin-bypass"],
    ],
    ["apply needs no reviewer", environment("apply-write", { reviewers: [] }), ["environment/apply-write/reviewers"]],
    [
      "a person can approve their own job",
      environment("apply-write", { preventSelfReview: false }),
      ["environment/apply-write/self-review"],
    ],
    ["an environment is missing", { environments: sound.environments.slice(1) }, ["environment/plan-read/missing"]],
    ["a secret is stored in the repository", { repositorySecrets: ["OKTA_CLIENT_TOKEN"] }, ["secrets/repository"]],
    ["a secret comes from the organization", { organizationSecrets: ["GOOGLE_KEY"] }, ["secrets/organization"]],
    ["actions can be used by tag", actionsIn({ pinningRequired: false }), ["actions/pinning"]],
    ["the workflows' token can write", actionsIn({ defaultPermissions: "write" }), ["actions/token"]],
    ["workflows can approve", actionsIn({ mayApprove: true }), ["actions/approve"]],
    ["a self-hosted runner takes jobs", { runners: ["build-01"] }, ["actions/runners"]],
    [
      "a deploy key can push",
      {
        deployKeys: [
          { title: "Mirror", readOnly: true },
          { title: "Old CI", readOnly: false },
        ],
      },
      ["deploy-keys"],
    ],
    ["workflows of forks get a writing token", forks({ sendWriteTokens: true }), ["forks/token"]],
    ["workflows of forks get secrets", forks({ sendSecrets: true }), ["forks/secrets"]],
    ["workflows of forks need no approval", forks({ requireApproval: false }), ["forks/approval"]],
    ["the subject of identity tokens has no environment", { subjectClaims: ["repo"] }, ["oidc/subject"]],
    ["the subject of identity tokens has no repository", { subjectClaims: ["environment"] }, ["oidc/subject"]],
    ["the subject of identity tokens is empty", { subjectClaims: [] }, ["oidc/subject"]],
    ...["apply", "approvals", "plan", "scheduled"].flatMap((name): readonly Case[] => [
      [`the workflow ${name} is disabled`, workflow(name, "disabled_manually"), ["workflows/disabled"]],
      [
        `the workflow ${name} is disabled for inactivity`,
        workflow(name, "disabled_inactivity"),
        ["workflows/disabled"],
      ],
      [`the workflow ${name} is missing`, workflow(name, null), ["workflows/disabled"]],
    ]),
    ["Dependabot has a secret", { dependabotSecrets: ["OKTA_CLIENT_PRIVATEKEY"] }, ["secrets/dependabot"]],
    ["codespaces have a secret", { codespacesSecrets: ["OKTA_CLIENT_PRIVATEKEY"] }, ["secrets/codespaces"]],
    ["an administrator bypasses the journal's rules", bypass(ofJournal!, admins), ["journal/bypass"]],
    ["apply's app can rewrite the journal", bypass(ofJournal!, actions), ["journal/bypass"]],
    ["another app can push to the journal", bypass(journalPushes!, actions, otherApp), ["journal/bypass"]],
    ["everyone with write access can freeze", bypass(ofFreeze!, writers), ["freeze/bypass"]],
    ["every workflow can freeze", bypass(ofFreeze!, actions), ["freeze/bypass"]],
    ["a deploy key can end a freeze", bypass(ofFreeze!, { id: null, type: "DeployKey" }), ["freeze/bypass"]],
    ["CODEOWNERS has an invalid line", { codeownersErrors: [error] }, ["codeowners"]],
    ["the repository is public", { visibility: "public" }, ["repository/visibility"]],
    ["the repository is visible to the enterprise", { visibility: "internal" }, ["repository/visibility"]],
  ])("finds that %s, and nothing else", async (_, changes, expected) => {
    const findings = await doctor(changes);
    expect(idsOf(findings)).toEqual(expected);
    expect(findings.length).toBe(expected.length);
    for (const { remedy } of findings) expect(remedy).toMatch(/Settings →|rolecall codeowners/);
  });

  it("reports every rule where the branch has none", async () => {
    const branch = idsOf(await doctor({ rulesets: others }));
    expect(branch).toEqual([
      "branch/pull-request",
      "branch/code-owner-review",
      "branch/stale-approvals",
      "branch/last-push-approval",
      "branch/up-to-date",
      "branch/force-push",
      "branch/deletion",
      "branch/rebase-merge",
      "branch/required-checks",
    ]);
  });

  it("accepts rebase merges that the repository disables", async () => {
    const allowed = setting("pull_request", "allowed_merge_methods", ["squash", "rebase"]);
    expect(await doctor({ ...allowed, rebaseMerges: false })).toEqual([]);
    expect(idsOf(await doctor({ ...allowed, rebaseMerges: true }))).toEqual(["branch/rebase-merge"]);
  });

  it("accepts the secrets of a second tenant, which have a prefix, only where the provider's are", async () => {
    const secrets = ["EU_OKTA_CLIENT_CLIENTID", "EU_OKTA_CLIENT_PRIVATEKEY", "EU_OKTA_CLIENT_ORGURL"];
    expect(idsOf(await doctor(environment("plan-read", { secrets })))).toEqual([]);
    expect(idsOf(await doctor(environment("review-write", { secrets })))).toEqual(["environment/review-write/secrets"]);
  });

  it("reports all settings that the token may not see as unknown", async () => {
    const findings = await doctor({}, "ghs_job-token");
    expect(idsOf(findings)).toEqual([]);
    expect(idsOf(findings, "unknown")).toEqual([
      "branch/bypass",
      "journal/bypass",
      "freeze/bypass",
      ...sound.environments.map(({ name }) => `environment/${name}/secrets`),
      "secrets/repository",
      "secrets/organization",
      "actions/pinning",
      "actions/token",
      "actions/runners",
      "deploy-keys",
      "forks",
      "secrets/dependabot",
      "secrets/codespaces",
    ]);
    for (const { page } of findings) expect(page).toMatch(/^settings\//);
    expect(findings.find(({ id }) => id === "secrets/repository")?.message).toContain(
      "Resource not accessible by integration",
    );
  });

  it("reports the branches of the journal and the freeze before they exist, unless a ruleset covers them", async () => {
    const findingsWith = async (
      settings: Partial<GithubSettings>,
      token = "ghs_app-token",
    ): Promise<readonly DoctorFinding[]> =>
      judgeSettings(await (await (await aGithub({ settings })).client({ token })).settings());
    expect(await findingsWith({})).toEqual([]);
    const openJournal: Partial<GithubSettings> = { rulesets: [ruleset!, ofFreeze!] };
    const journalIds = ["journal/force-push", "journal/deletion", "journal/pushes"];
    expect(idsOf(await findingsWith(openJournal))).toEqual(journalIds);
    const openFreeze = idsOf(await findingsWith({ rulesets: sound.rulesets.slice(0, 3) }));
    expect(openFreeze).toEqual(["freeze/creation", "freeze/pushes", "freeze/deletion"]);
    // A token that does not see classic protection cannot exclude it.
    expect(idsOf(await findingsWith(openJournal, "ghs_job-token"), "unknown")).toEqual(
      expect.arrayContaining(journalIds),
    );
  });

  it("reports all settings as unknown while GitHub has server errors", async () => {
    const github = await aGithub();
    github.sandbox.addFault({ fault: { kind: "status", status: 503 } });
    const client = await github.client({ token: "ghs_app-token" });
    const findings = judgeSettings(await client.settings());
    expect(findings.map(({ verdict }) => verdict)).toEqual(Array(22).fill("unknown"));
  });

  it("reports fields that GitHub leaves out of an answer as unknown", async () => {
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
      "environment/review-write/admin-bypass",
      "environment/request-write/admin-bypass",
      "actions/pinning",
    ]);
  });

  it.each([
    ["runners", /actions\/runners/, "actions/runners"],
    ["deploy keys", /\/keys/, "deploy-keys"],
    ["fork settings", /fork-pr/, "forks"],
    ["the subject", /oidc/, "oidc/subject"],
    ["workflows", /actions\/workflows/, "workflows"],
    ["secrets of Dependabot", /dependabot/, "secrets/dependabot"],
    ["secrets of codespaces", /codespaces/, "secrets/codespaces"],
    ["secrets of the repository", /actions\/secrets/, "secrets/repository"],
    ["permissions of the token", /permissions\/workflow/, "actions/token"],
    ["the rules of a branch", /rules\/branches\/rolecall-journal/, "journal/bypass"],
  ])("does not take a 404 for %s as absence, and names both causes and the page", async (_, path, id) => {
    const github = await aGithub();
    github.sandbox.addFault({ path, fault: { kind: "status", status: 404 } });
    const client = await github.client({ token: "ghs_app-token" });
    const findings = judgeSettings(await client.settings());
    const found = findings.find((finding) => finding.id === id);
    expect(found?.verdict).toBe("unknown");
    expect(found?.message).toMatch(/found nothing .*or the token may not see it/);
    expect(found?.page).toMatch(/^(settings|actions)/);
    expect(idsOf(findings)).toEqual([]);
  });

  it("names both causes of a 404 for an environment", async () => {
    const github = await aGithub({ settings: { environments: sound.environments.slice(1) } });
    const [finding] = judgeSettings(await (await github.client({ token: "ghs_app-token" })).settings());
    expect(finding).toMatchObject({ id: "environment/plan-read/missing", page: "settings/environments" });
    expect(finding?.message).toContain("found no environment plan-read, or the token may not see it");
  });

  it.each<[string, Partial<GithubSettings>]>([
    ["a template of the subject with repository and environment", { subjectClaims: ["repository_id", "environment"] }],
    ["GitHub's own claims, named", { subjectClaims: ["repo", "context", "job_workflow_ref"] }],
    ["a deploy key that can only read", { deployKeys: [{ title: "Mirror", readOnly: true }] }],
    ["forks that start no workflow", forks({ runWorkflows: false, sendSecrets: true, requireApproval: false })],
    ["a workflow that Rolecall does not need and is disabled", workflow("ci", "disabled_manually")],
    ["a team that may freeze", bypass(ofFreeze!, { id: 301, type: "Team" })],
  ])("accepts %s", async (_, changes) => {
    expect(await doctor(changes)).toEqual([]);
  });

  it("reports a missing CODEOWNERS file", async () => {
    const github = await aGithub();
    github.sandbox.addFault({ path: /codeowners/, fault: { kind: "status", status: 404 } });
    const client = await github.client({ token: "ghs_app-token" });
    expect(idsOf(judgeSettings(await client.settings()))).toEqual(["codeowners"]);
  });
});
