import { describe, expect, it } from "vitest";
import { evidenceOf } from "../../src/approval/evidence.ts";
import { judgeApprovals } from "../../src/approval/judge.ts";
import { nameOfApprover, teamIdsOf } from "../../src/approval/need.ts";
import type { ApprovalVerdict } from "../../src/approval/verdict.ts";
import {
  account,
  accountId,
  factsOf,
  headCommit,
  judge,
  pinned,
  type PullRequestScenario,
  reviewed,
  rulesIn,
} from "../support/github.ts";
import { person, userId } from "../support/model.ts";
import { approvedBy, change } from "./bypass/scenario.ts";
import { aCompany, dba, security } from "./company.ts";

/** Returns `login` or `-` for each stage of each need. */
const served = (verdict: ApprovalVerdict): readonly string[] =>
  verdict.needs.map(({ stages }) => stages.map(({ servedBy }) => servedBy?.by.login ?? "-").join(" "));

const prod = change((company) => company.grant("ada", "okta/prod"));

describe("a pull request's approvals", () => {
  it("are complete once every stage is served, each by a different person", () => {
    expect(served(judge(prod))).toEqual(["- -"]);
    expect(served(judge(approvedBy(prod, "sue")))).toEqual(["- sue"]);
    const verdict = judge(approvedBy(prod, "sue", "dora"));
    expect(verdict.approved).toBe(true);
    expect(served(verdict)).toEqual(["dora sue"]);
    expect(verdict.needs[0]?.stages[0]?.servedBy).toEqual({
      review: 102,
      by: account("dora"),
      user: null,
      commit: headCommit,
      at: "2026-11-20T10:02:00.000Z",
      comment: "Fine, agreed with the team",
    });
  });

  it("name the commit and the line whose text excludes everybody of a stage, and what the author can do", () => {
    const told = change((company) => company.grant("ada", "okta/crm"));
    const message = "Change access\n\nCo-authored-by: Bob <bob@acme.example>";
    const commits = [{ ...told.commits[0], message }, ...told.commits.slice(1)] as typeof told.commits;
    const [manager] = judge({ ...approvedBy(told, "olga", "sue"), commits }).needs[0]?.stages ?? [];
    expect(manager).toMatchObject({ isFallback: false, servedBy: null });
    expect(manager?.missing).toBe(
      "The text of a commit excludes everybody who could approve this (bob): line 3 of the message of commit c0ffee000000 names bob as co-author. The fallback does not approve in their place. If the text is wrong, rewrite the commit without it. If it is right, let those it names push the commit themselves.",
    );
  });

  it("name the missing approvals and their approvers", () => {
    expect(judge(approvedBy(prod, "sue")).needs[0]?.stages.map(({ missing }) => missing)).toEqual([
      "Waiting for: olga or @acme/dba.",
      null,
    ]);
  });

  it("are complete at once where none is required", () => {
    const removal = change((company) => company, { company: () => aCompany().grant("ada", "okta/wiki") });
    expect(judge(removal)).toMatchObject({ approved: true, needs: [] });
    const free = change((company) => company.grant("ada", "okta/wiki"), {
      rules: { approvals: { tiers: tiersWithout("low") } },
    });
    expect(judge(free)).toMatchObject({ approved: true, needs: [{ approved: true, stages: [] }] });
  });

  it("may serve several needs of one pull request", () => {
    const two = change((company) => company.grant("ada", "okta/crm").grant("eve", "okta/crm"), { author: "dan" });
    expect(served(judge(approvedBy(two, "olga", "bob")))).toEqual(["bob olga", "bob olga"]);
  });

  it("are not undone by a comment, or by a request for changes of a person who cannot approve the change", () => {
    const approved = approvedBy(prod, "olga", "sue");
    expect(judge(reviewed(approved, "sue", { state: "commented", body: "?" })).approved).toBe(true);
    for (const login of ["bob", "ada", "eve", "zoe", "hal", "mallory"])
      expect(judge(reviewed(approved, login, { state: "changes-requested" })).approved, login).toBe(true);
  });

  it("do not replace the answer of another approver of the stage, who requests changes", () => {
    const held = reviewed(approvedBy(prod, "olga", "sue"), "dan", { state: "changes-requested", commit: "0ld" });
    const [first, second] = judge(held).needs[0]?.stages ?? [];
    expect(first?.servedBy).toBeNull();
    expect(first?.missing).toMatch(/^Held: dan \(account \d+\) requested changes\. /);
    expect(second?.servedBy?.by.login).toBe("sue");
    for (const state of ["dismissed", "approved"] as const)
      expect(judge(reviewed(held, "dan", { state })).approved, state).toBe(true);
    expect(judge(reviewed(held, "dan", { state: "commented" })).approved).toBe(false);
  });

  it("wait for the members of a team while a user who may be one of them requests changes", () => {
    const company = () => aCompany().user("dan", pinned("dan"));
    const approved = approvedBy(
      change((model) => model.grant("ada", "okta/prod"), { company }),
      "olga",
      "sue",
    );
    const withoutDba = { [security]: ["sue", "sam"] };
    const verdict = (by: string, teams: PullRequestScenario["teams"]) =>
      judge({ ...reviewed(approved, by, { state: "changes-requested" }), teams });
    expect(verdict("dan", withoutDba).needs[0]?.stages[0]).toMatchObject({ servedBy: null });
    expect(verdict("dan", { ...withoutDba, [dba]: ["dora"] }).approved).toBe(true);
    expect(verdict("mallory", withoutDba).approved).toBe(true);
  });

  it("count again once the person approves again", () => {
    const undecided = reviewed(approvedBy(prod, "olga", "sue"), "sue", { state: "changes-requested" });
    expect(judge(undecided).approved).toBe(false);
    const again = judge(approvedBy(undecided, "sue"));
    expect(again.approved).toBe(true);
    expect(rulesIn(again)).toEqual(["approval/superseded"]);
  });

  it("count for an earlier commit with the same changes: a rebase needs no new approval", () => {
    const scenario = reviewed(approvedBy(prod, "olga"), "sue", { commit: "0ld" });
    expect(judge({ ...scenario, digestAt: { "0ld": judge(scenario).digest } }).approved).toBe(true);
  });

  it("do not count for a commit with the same digest whose other files differ from those to be merged", () => {
    const facts = factsOf(reviewed(approvedBy(prod, "olga"), "sue", { commit: "0ld" }));
    const verdict = (kind: "same-content" | "other-content") =>
      judgeApprovals({ ...facts, meanings: new Map([...facts.meanings, ["0ld", { kind, digest: facts.digest }]]) });
    expect(verdict("same-content").approved).toBe(true);
    expect(verdict("other-content").approved).toBe(false);
    expect(rulesIn(verdict("other-content"))).toContain("approval/stale");
  });
});

function tiersWithout(name: "low") {
  const { tiers } = prod.base.approvals;
  return { ...tiers, [name]: { ...tiers[name], require: [] } };
}

describe("a conflicted approver, replaced by the fallback and not dropped,", () => {
  const crm = (author: string) => change((company) => company.grant("ada", "okta/crm"), { author });
  const approversOf = (verdict: ApprovalVerdict) =>
    verdict.needs[0]?.stages.map(
      ({ approvers, isFallback }) => `${approvers.map(nameOfApprover).join(",")}${isFallback ? "?" : ""}`,
    );

  it("is replaced where the only approver is the author", () => {
    const verdict = judge(approvedBy(crm("bob"), "olga", "sue"));
    expect(approversOf(verdict)).toEqual(["bob,@acme/security?", "olga"]);
    expect(served(verdict)).toEqual(["sue olga"]);
    expect(verdict.approved).toBe(true);
  });

  it("is replaced where one person would have to serve two stages", () => {
    const company = () => aCompany().user("ada", { manager: userId("olga"), ...pinned("ada") });
    const scenario = change((base) => base.grant("ada", "okta/crm"), { company });
    const alone = judge(approvedBy(scenario, "olga"));
    expect(alone.approved).toBe(false);
    expect(approversOf(alone)).toEqual(["olga", "olga,@acme/security?"]);
    expect(judge(approvedBy(scenario, "olga", "sam")).approved).toBe(true);
    expect(judge(approvedBy(scenario, "sue", "sam")).approved).toBe(false);
  });

  it("is not replaced where another approver of the stage is available", () => {
    const verdict = judge(
      approvedBy(
        change((company) => company.grant("ada", "okta/wiki"), { author: "bob" }),
        "sue",
      ),
    );
    expect(approversOf(verdict)).toEqual(["bob,olga"]);
    expect(verdict.approved).toBe(false);
  });

  it("leaves the stage open where the fallback is conflicted as well", () => {
    const scenario = { ...crm("bob"), teams: { [security]: ["bob"], [dba]: ["dora"] } };
    const verdict = judge(approvedBy(scenario, "olga", "sue"));
    expect(verdict.approved).toBe(false);
    expect(verdict.needs[0]?.stages[0]?.missing).toBe(
      "No eligible approver remains (bob, @acme/security). Add a person to the team, or to `fallback`.",
    );
  });

  it("leaves only its own stage open", () => {
    const scenario = { ...crm("bob"), teams: { [security]: [], [dba]: [] } };
    expect(approversOf(judge(scenario))).toEqual(["bob,@acme/security?", "olga"]);
  });

  it.each([
    ["has left", { status: "terminated" as const }, "ada"],
    ["is a service account", { kind: "service" as const }, "ada"],
    ["benefits", {}, "sue"],
  ])("is replaced where the only member of a team %s", (_, changes, gaining) => {
    const company = () => aCompany().user("sue", { ...pinned("sue"), ...changes });
    const rules = { approvals: { fallback: ["@acme/dba"] } };
    const scenario = change((base) => base.grant(gaining, "okta/prod"), { company, rules });
    const verdict = judge({ ...scenario, teams: { [security]: ["sue"], [dba]: ["dora", "dan"] } });
    expect(approversOf(verdict)).toEqual(["olga,@acme/dba", "@acme/security,@acme/dba?"]);
  });

  it("is not replaced for a team whose members could not be read: unknown is not empty", () => {
    const rules = { approvals: { fallback: ["@acme/dba"] } };
    const scenario = change((company) => company.grant("ada", "okta/prod"), { rules });
    const unread = { ...scenario, teams: { [dba]: ["dora", "dan"] } };
    const verdict = judge(approvedBy(unread, "olga", "dora", "dan"));
    expect(approversOf(verdict)).toEqual(["olga,@acme/dba", "@acme/security"]);
    expect(verdict.needs[0]?.stages[1]?.missing).toBe("The members of @acme/security could not be read.");
    expect(verdict.approved).toBe(false);
    // The members are not read before an approval could count.
    const before = judge({ ...scenario, teams: {} });
    expect(before.needs[0]?.stages.map(({ missing }) => missing)).toContain("No approval from these approvers yet.");
    expect(before.approved).toBe(false);
  });
});

describe("several beneficiaries", () => {
  const everybody = (entitlement: string) => {
    const company = () => aCompany().grant("olga", "role:oncall").grant("ada", "role:oncall");
    return change((base) => base.role("oncall", ["okta/wiki", entitlement], { owners: [person("olga")] }), { company });
  };

  it("may approve access below high, because it is not a personal benefit", () => {
    // Olga owns both the role and the entitlement that it gains: security replaces her in one stage, and the manager.
    const verdict = judge(approvedBy(everybody("okta/crm"), "olga", "sue", "sam"));
    expect(served(verdict)).toEqual(["olga sue sam"]);
    expect(verdict.approved).toBe(true);
    expect(judge(approvedBy(everybody("okta/crm"), "olga", "sue")).approved).toBe(false);
  });

  it("may not approve privileged access", () => {
    const verdict = judge(approvedBy(everybody("okta/prod"), "olga", "dora", "sue", "sam"));
    expect(rulesIn(verdict)).toContain("approval/beneficiary");
  });
});

it("reads only the teams of the stages and of the fallback", () => {
  const rules = { approvals: { fallback: ["@acme/dba"] } };
  const crm = change((company) => company.grant("ada", "okta/crm"), { rules });
  expect(teamIdsOf(factsOf(crm).needs)).toEqual([dba]);
  expect(teamIdsOf(factsOf(prod).needs)).toEqual([security, dba].sort((left, right) => left - right));
  expect(teamIdsOf([])).toEqual([]);
});

describe("the evidence of a verdict", () => {
  it("has who served which stage with which review, by which policy, and the reviews that did not count", () => {
    const scenario = reviewed(approvedBy(prod, "olga", "sue"), "mallory");
    const evidence = evidenceOf(judge(scenario), scenario.pullRequest, { policy: "ba5e", merged: "3e46ed" });
    expect(evidence).toMatchObject({
      pullRequest: 7,
      author: { id: accountId("eve"), login: "eve" },
      reviewedHead: headCommit,
      merged: "3e46ed",
      policy: "ba5e",
      approved: true,
      needs: [
        {
          id: "grant:okta/prod for ada",
          approved: true,
          stages: [
            {
              names: ["owner"],
              isFallback: false,
              servedBy: {
                review: 101,
                by: { id: accountId("olga"), login: "olga" },
                user: "olga",
                commit: headCommit,
                at: "2026-11-20T10:01:00.000Z",
                comment: "Fine, agreed with the team",
              },
            },
            { names: ["@acme/security"], servedBy: { review: 102, by: { login: "sue" }, user: null } },
          ],
        },
      ],
      notCounted: [{ review: 103, by: { login: "mallory" }, rule: "approval/unknown-account", need: null }],
      problems: [],
    });
    expect(evidence.digest).toBe(judge(scenario).digest);
  });

  it("keeps the refusals of a need with the need, and the problems of the pull request", () => {
    const scenario = { ...approvedBy(prod, "bob"), pushes: [] };
    expect(evidenceOf(judge(scenario), scenario.pullRequest, { policy: "ba5e", merged: null })).toMatchObject({
      approved: false,
      needs: [{ approved: false, stages: [{ servedBy: null }, { servedBy: null }] }],
      notCounted: [],
      problems: ["approval/unknown-pusher"],
    });
    const known = approvedBy(prod, "bob");
    expect(evidenceOf(judge(known), known.pullRequest, { policy: "ba5e", merged: null }).notCounted).toMatchObject([
      { review: 101, rule: "approval/not-eligible", need: "grant:okta/prod for ada" },
    ]);
  });
});
