import { describe, expect, it } from "vitest";
import { renderComment, renderJobSummary } from "../../src/report/comment/render-comment.ts";
import { verdictOf } from "../../src/report/comment/verdict.ts";
import { judge, aPullRequest, pinned, reviewed } from "../support/github.ts";
import { aFinding } from "../support/findings.ts";
import { aModel, at, type ModelBuilder, now, person, selector } from "../support/model.ts";
import { planFor } from "../support/planned.ts";
import { anOkta } from "../support/observed.ts";
import { commentOn, compared } from "./comment-scenario.ts";
import { links } from "./comment-everything.ts";

const engineer = { title: "Engineer", department: "Engineering" };

/** A company with Ada and her peers. Grace owns the production databases. */
const aCompany = (): ModelBuilder =>
  aModel()
    .user("ada", { ...engineer, name: { display: "Ada Lovelace", given: "Ada", family: "Lovelace" } })
    .user("bob", engineer)
    .user("cy", engineer)
    .user("leaver", { ...engineer, status: "terminated" })
    .user("dee", { ...engineer, title: "Designer" })
    .user("grace", pinned("grace"))
    .entitlement("okta/crm")
    .entitlement("okta/keys", { tier: "high" })
    .entitlement("okta/prod-db", {
      tier: "critical",
      owners: [person("grace")],
      title: "Production database",
      description: "Orders and invoices.",
    })
    .approvedBy("critical", [["owner"]])
    .grant("ada", "okta/crm")
    .grant("ada", "okta/keys")
    .grant("bob", "okta/prod-db")
    .grant("leaver", "okta/prod-db");

const until = { expires: at("2026-12-01T18:00:00Z"), reason: "Migrate the orders database", ticket: "INC-1234" };
const withGrant = (): ModelBuilder => aCompany().grant("ada", "okta/prod-db", until);
const grantLink = `[\`access/grants/okta/prod-db/ada.yaml:1\`](${links.repositoryUrl}/blob/${links.commit}/access/grants/okta/prod-db/ada.yaml#L1)`;

describe("the comment", () => {
  it("names the day of the first operations where the access starts later", () => {
    const later = aCompany().grant("ada", "okta/prod-db", { ...until, starts: at("2026-12-01T09:00:00Z") });
    const plan = planFor(later, [], { base: aCompany() });
    const [, verdict] = renderComment(
      commentOn(compared(aCompany(), later), { plan: { ...plan, guards: [] } }),
    ).markdown.split("\n");
    expect(verdict).toMatch(/The operations start on 1 Dec 2026, \d\d:00 \(in \d+ days\)\.$/);
    expect(verdict).not.toContain("0 operations");
  });

  it("begins with the marker and the verdict, and shows each gain as a row, and its source line in the collapsed list", () => {
    const { markdown, complete } = renderComment(commentOn(compared(aCompany(), withGrant())));
    const lines = markdown.split("\n");
    expect(lines[0]).toBe("<!-- rolecall:plan -->");
    expect(lines[1]).toBe(
      "**Waiting**: 1 approval pending. 1 user: 1 gain. No new findings. Planned from files only. Okta and Google were not read.",
    );
    expect(markdown).toContain(
      [
        "| Who | What | Until | Approvals |",
        "|---|---|---|---|",
        "| **Ada Lovelace**<br>`ada`<br>Engineer, Engineering | **Gains** Production database `okta/prod-db`, 🔴 critical | 1 Dec 2026, 19:00 (in 10 days) | ☐ `grace` |",
        "",
        "Times: `Europe/Berlin`. A date without a time lasts until the end of that day.",
        "",
      ].join("\n"),
    );
    expect(markdown).toContain(
      `- Ada Lovelace (\`ada\`) **gains** \`okta/prod-db\` (critical) until 2026-12-01 19:00 Europe/Berlin (in 10 days), by the grant ${grantLink}\n`,
    );
    expect(complete).toBe(true);
  });

  it("shows a card for each grant: reason, entitlements, peers, current access, conflicts", () => {
    const conflict = aFinding({ code: "sod/duties", user: "ada" });
    const change = compared(aCompany(), withGrant(), {
      head: [conflict, { ...conflict, user: "bob", code: "sod/other" }],
    });
    expect(renderComment(commentOn(change)).markdown).toContain(
      [
        "### To decide",
        "",
        `- Ada Lovelace (\`ada\`): Migrate the orders database, ticket \`INC-1234\` (${grantLink})`,
        "  - `okta/prod-db`: Orders and invoices.",
        "  - Holds now: 2 entitlements, 1 privileged: `okta/keys` (high). 1 of 2 users with the same department and title holds it.",
        "  - **Conflicts:** `sod/duties`",
        "",
      ].join("\n"),
    );
  });

  it("shows dangerous gains before low tiers and losses, and all of them before findings", () => {
    const before = aCompany().grant("bob", "okta/crm").grant("cy", "okta/keys");
    const head = withGrant().grant("bob", "okta/crm").grant("cy", "okta/crm");
    const { markdown } = renderComment(commentOn(compared(before, head, { head: [aFinding()] })));
    const order = [
      "**Gains** Production database `okta/prod-db`",
      "**Gains** crm `okta/crm`",
      "**Loses** keys `okta/keys`",
      "### Findings",
    ];
    const positions = order.map((text) => markdown.indexOf(text));
    expect(positions.every((position) => position > 0)).toBe(true);
    expect(positions).toEqual([...positions].sort((left, right) => left - right));
  });

  it("shows a card for an extended grant, and no card for a shortened grant", () => {
    const shorter = aCompany().grant("ada", "okta/prod-db", { ...until, expires: at("2026-11-30T18:00:00Z") });
    expect(commentOn(compared(shorter, withGrant())).cards).toHaveLength(1);
    expect(commentOn(compared(withGrant(), shorter)).cards).toHaveLength(0);
  });

  it("shows all entitlements of a granted role on one card, the higher tier first", () => {
    const role = (world: ModelBuilder): ModelBuilder => world.role("dba", ["okta/crm", "okta/keys", "okta/prod-db"]);
    const [card, ...others] = commentOn(compared(role(aCompany()), role(aCompany()).grant("cy", "role:dba"))).cards;
    expect(others).toEqual([]);
    expect(card?.gives.map(({ entitlement }) => entitlement)).toEqual(["okta/prod-db", "okta/keys", "okta/crm"]);
  });

  it("shows a role change that affects many users in one line with all names", () => {
    const world = (entitlements: readonly string[]): ModelBuilder =>
      aCompany()
        .user("eve", engineer)
        .role("engineers", entitlements, { birthright: selector({ title: "Engineer" }) });
    const change = compared(world(["okta/crm"]), world(["okta/crm", "okta/prod-db"]));
    const { markdown } = renderComment(commentOn(change));
    expect(markdown).toMatch(
      /\n- 3 users \*\*gain\*\* `okta\/prod-db` \(critical\) without an expiry date, by birthright of the role engineers \[.*\): Ada Lovelace \(`ada`\), `cy`, `eve`\n/,
    );
    expect(markdown).not.toContain("**gains**");
  });

  it("shows an entitlement whose tier changes, with the number of its holders", () => {
    const head = aCompany().entitlement("okta/crm", { tier: "high" });
    expect(renderComment(commentOn(compared(aCompany(), head))).markdown).toContain(
      '- **tier** of `entitlement okta/crm`: `tier: "low" → "high"`, held by 1 user\n',
    );
  });

  it("shows the difference of a list, the whole lists where the order changes, and first values in one line", () => {
    const input = commentOn(compared(aCompany(), withGrant()));
    const change = (id: string, field: string, before: unknown, after: unknown) => ({
      kind: "role",
      id,
      field,
      before,
      after,
    });
    const modelChanges = [
      change("dba", "entitlements", ["okta/crm", "okta/keys", "okta/x"], ["okta/crm", "okta/keys", "okta/prod-db"]),
      change("ops", "entitlements", ["okta/a", "okta/b"], ["okta/b", "okta/a"]),
      ...["department", "title", "legalHold"].map((field) => change("new", field, null, false)),
    ];
    const report = { ...input.report, diff: { ...input.report.diff, modelChanges } };
    expect(renderComment({ ...input, report }).markdown).toContain(
      [
        '- `role dba`: `entitlements` adds `"okta/prod-db"`, removes `"okta/x"`, keeps 2',
        '- `role ops`: `entitlements: ["okta/a","okta/b"] → ["okta/b","okta/a"]`',
        "- `role new` sets `department: false`, `title: false`, `legalHold: false`",
        "",
      ].join("\n"),
    );
  });

  it("shows changed rules outside of the collapsed sections, with durations in words", () => {
    const input = commentOn(compared(aCompany(), withGrant()));
    const modelChanges = [
      { kind: "approvals", id: "approvals", field: "tiers.critical.maxDuration", before: "PT4H", after: "P7D" },
    ];
    const report = { ...input.report, diff: { ...input.report.diff, modelChanges } };
    const visible = renderComment({ ...input, report }).markdown.replaceAll(/<details>[^]*?<\/details>/g, "");
    expect(visible).toContain(
      "### Rules and settings\n\n- `approvals`: `tiers.critical.maxDuration: 4 hours → 7 days`\n",
    );
  });

  it("leaves out a removed grant's defaults, and does not count them", () => {
    const input = commentOn(compared(aCompany(), withGrant()));
    const modelChanges = [
      { kind: "grant", id: "okta/crm/bob", field: "eligible", before: false, after: null },
      { kind: "grant", id: "okta/crm/cy", field: "eligible", before: true, after: null },
    ];
    const { markdown } = renderComment({
      ...input,
      report: { ...input.report, diff: { ...input.report.diff, modelChanges } },
    });
    expect(markdown).toContain(" 1 changed field. ");
    expect(markdown).toContain("<summary>1 changed field of users, roles, grants and entitlements</summary>");
    expect(markdown).toContain("- `grant okta/crm/cy`: `eligible: true → (none)`\n");
    expect(markdown).not.toContain("okta/crm/bob");
  });

  it("shows a new entitlement without its defaults, and each id of a list as code of its own", () => {
    const head = aCompany().entitlement("okta/new", { tier: "high", tags: ["duty:a", "duty:b"] });
    const { markdown } = renderComment(commentOn(compared(aCompany(), head)));
    expect(markdown).toContain(
      '- `entitlement okta/new` sets `owners`: `@acme/security`, `tags`: `duty:a` and `duty:b`, `target.kind: "group"`, `target.name: "new"`, `tier: "high"`\n',
    );
  });

  it("shows each path of a conflict", () => {
    const path = {
      user: "ada",
      entitlement: "okta/keys",
      kind: "grant",
      role: "dba",
      line: 3,
      through: ["admin"],
    } as const;
    const conflict = aFinding({ code: "sod/duties", paths: [{ ...path, file: "access/grants/roles/dba/ada.yaml" }] });
    expect(renderComment(commentOn(compared(aCompany(), withGrant(), { head: [conflict] }))).markdown).toContain(
      " Path: `ada` → `role dba` → `admin` → `okta/keys` at [`access/grants/roles/dba/ada.yaml:3`](",
    );
  });

  it("names the compared commits if both are known", () => {
    const input = commentOn(compared(aCompany(), withGrant()));
    const { report } = input;
    const diff = { ...report.diff, head: links.commit, base: "ba5e000000000000000000000000000000000001" };
    expect(renderComment({ ...input, report: { ...report, diff } }).markdown).toContain(
      `Compared: commit \`${links.commit}\` with \`ba5e000000000000000000000000000000000001\`.\n`,
    );
    expect(renderComment(input).markdown).not.toContain("Judged");
  });

  it("counts peers without the user", () => {
    const shorter = aCompany().grant("ada", "okta/prod-db", { ...until, expires: at("2026-11-30T18:00:00Z") });
    expect(commentOn(compared(shorter, withGrant())).cards[0]).toMatchObject({
      peers: 2,
      gives: [{ entitlement: "okta/prod-db", peersHolding: 1 }],
      holdsNow: { total: 3 },
    });
  });

  it("shows no peers for a user without a title", () => {
    const untitled = { department: "Engineering", title: null };
    const world = (): ModelBuilder => aCompany().user("eve", untitled).user("fay", untitled);
    const input = commentOn(compared(world(), world().grant("eve", "okta/crm")));
    expect(input.cards[0]?.peers).toBe(0);
    expect(
      renderComment({ ...input, approvals: null, report: { ...input.report, approvals: null } }).markdown,
    ).toContain("No other user has the same department and title.");
  });

  it("shows that a new user holds nothing", () => {
    const input = commentOn(compared(aCompany(), aCompany().user("new", engineer).grant("new", "okta/prod-db")));
    expect(input.cards[0]).toMatchObject({ user: "new", holdsNow: { total: 0 }, peers: 3 });
    expect(renderComment(input).markdown).toContain("  - Holds now: nothing. 1 of 3 users ");
  });

  it("shows findings with line and former severity, and resolved findings", () => {
    const old = aFinding({ code: "lp/too-long", user: "bob" });
    const change = compared(aCompany(), withGrant(), {
      base: [aFinding({ severity: "warning" }), old],
      head: [aFinding()],
    });
    const { markdown } = renderComment(commentOn(change));
    expect(markdown).toContain(
      "- **error** (was: warning) `lp/no-reason` at [`access/grants/okta/crm/ada-lovelace.yaml:2`](",
    );
    expect(markdown).toContain("- resolved: `lp/too-long` ");
  });
});

describe("the required approvals", () => {
  const change = compared(aCompany(), withGrant());
  const scenario = aPullRequest(aCompany().build(), withGrant().build(), { author: "ada", teams: {} });

  it("are pending until the owner approves, with the reason and its line", () => {
    const { markdown } = renderComment(commentOn(change, { approvals: judge(scenario) }));
    expect(markdown).toMatch(
      /<summary>1 reason for the approvals<\/summary>\n\n- `okta\/prod-db for ada`: .*\[`access\/grants\//,
    );
    expect(markdown).toMatch(/^\| \*\*Ada Lovelace\*\*.* \| ☐ `grace` \|$/m);
    expect(markdown.split("\n")[3]).toBe("**Next:** to approve, submit an approving review. Waiting for: `grace`.");
  });

  it("name the comment in the next step where the approval requires one", () => {
    const { approvals, ...report } = change.report;
    const input = commentOn({
      ...change,
      report: { ...report, approvals: (approvals ?? []).map((line) => ({ ...line, comment: true })) },
    });
    expect(renderComment(input).markdown).toContain(
      "**Next:** to approve, submit an approving review with a comment. Waiting for: `grace`.",
    );
  });

  it("that no review can give are shown with the reason, outside of the collapsed reasons", () => {
    const stage = { approvers: [], unavailable: ["hal is not active."], isStuck: true, servedBy: null };
    const approvals = change.report.approvals?.map((line) => ({ ...line, stages: [stage] })) ?? [];
    const { markdown } = renderComment(commentOn({ ...change, report: { ...change.report, approvals } }));
    expect(markdown).toContain("### Reviews and approvers\n\n- `okta/prod-db for ada`: hal is not active.\n");
    expect(markdown).toMatch(/\| ☐ no eligible approver \|$/m);
  });

  it("are counted for each group of approvers in the next step", () => {
    const stageOf = (...approvers: readonly string[]) => ({
      approvers,
      unavailable: [],
      isStuck: false,
      servedBy: null,
    });
    const stages = [stageOf("grace", "@acme/dba"), stageOf("bob"), stageOf("grace", "@acme/dba")];
    const approvals = change.report.approvals?.map((line) => ({ ...line, stages })) ?? [];
    const { markdown } = renderComment(commentOn({ ...change, report: { ...change.report, approvals } }));
    expect(markdown).toContain("Waiting for: `grace` or `@acme/dba` (2 approvals), `bob` (1 approval).\n");
  });

  it("count further approvers in the next step", () => {
    const stage = {
      approvers: Array.from({ length: 9 }, (_, n) => `user-${n}`),
      unavailable: [],
      isStuck: false,
      servedBy: null,
    };
    const approvals = change.report.approvals?.map((line) => ({ ...line, stages: [stage] })) ?? [];
    const input = commentOn({ ...change, report: { ...change.report, approvals } });
    expect(renderComment(input).markdown).toContain("`user-5` and 3 more approvers.");
  });

  it("leave nothing to decide where none is required, and a line of the branch without an approval is not nothing", () => {
    const input = commentOn({ ...change, report: { ...change.report, approvals: [] } });
    expect(renderComment(input).verdict).toBe("nothing");
    expect(renderComment(input).markdown).toContain("**Nothing to decide.** 1 user: 1 gain.");
    const unapproved = { branch: "main", commits: [{ commit: "c0ffee", reason: "No approval." }] };
    expect(renderComment({ ...input, unapproved }).verdict).toBe("approved");
  });

  it("are complete when the owner approves", () => {
    const approvals = judge(reviewed(scenario, "grace"));
    const input = commentOn(change, { approvals });
    expect(verdictOf(input, true)).toBe("approved");
    expect(renderComment(input).markdown).toMatch(/^<!-- rolecall:plan -->\n\*\*Approved\.\*\*/);
    expect(renderComment(input).markdown).toMatch(/^\| \*\*Ada Lovelace\*\*.* \| ☑ `grace` \|$/m);
  });

  it("ignore a verdict for a different digest and report it", () => {
    const input = commentOn(change, { approvals: { ...judge(reviewed(scenario, "grace")), digest: "sha256:other" } });
    expect(verdictOf(input, true)).toBe("waiting");
    expect(renderComment(input).markdown).toContain(
      "- `sha256:other`: The reviews were evaluated for a different digest",
    );
    expect(renderComment(input).markdown).not.toContain("☑");
  });

  it("are not complete if the history of the pull request is not known", () => {
    const problems = [{ rule: "approval/unknown-history", message: "The list of commits is not complete." }] as const;
    const input = commentOn(change, { approvals: { ...judge(reviewed(scenario, "grace")), problems } });
    expect(verdictOf(input, true)).toBe("waiting");
    expect(renderComment(input).markdown).toContain("**Waiting**: the reviews cannot be evaluated.");
    expect(renderComment(input).markdown).toContain(
      "- `approval/unknown-history`: The list of commits is not complete.",
    );
  });

  it("list the reviews that do not count, with reasons", () => {
    const { markdown } = renderComment(commentOn(change, { approvals: judge(reviewed(scenario, "stranger")) }));
    expect(markdown).toMatch(/- `approval\/[a-z-]+ stranger`: /);
  });

  it("are not complete if they are not known", () => {
    const input = commentOn(change);
    expect(verdictOf({ ...input, report: { ...input.report, approvals: null } }, true)).toBe("waiting");
  });
});

describe("a blocked change", () => {
  const change = compared(aCompany(), withGrant());

  it("has an error among the findings, also an unchanged one", () => {
    const input = commentOn(compared(aCompany(), aCompany(), { base: [aFinding()], head: [aFinding()] }));
    expect(verdictOf(input, true)).toBe("blocked");
    expect(renderComment(input).markdown).toContain("**Blocked** by 1 error.");
    expect(renderComment(input).markdown).toContain("### Findings\n\n- **error** (unchanged) `lp/no-reason` at ");
    expect(renderComment(input).markdown).toContain("**Next:** the author fixes the errors and pushes again.\n");
  });

  it("shows the guard with its remedy", () => {
    const plan = planFor(withGrant(), [], { base: aCompany() });
    const input = commentOn(change, { plan });
    expect(verdictOf(input, true)).toBe("blocked");
    expect(renderComment(input).markdown).toContain("- **blocked** `provider/unread` in `okta`: okta was not observed");
  });
});

describe("operations", () => {
  const live = () => {
    const okta = anOkta().group("crm").group("keys").group("prod-db").member("prod-db", "bob").member("crm", "bob");
    for (const id of ["ada", "bob", "cy", "dee", "grace"]) okta.account(id);
    return okta.member("crm", "ada").member("keys", "ada");
  };

  it("are collapsed by system, with drift separate from the change", () => {
    const plan = planFor(withGrant(), [live()], { base: aCompany(), at: now });
    const { markdown } = renderComment(commentOn(compared(aCompany(), withGrant()), { plan }));
    const change = markdown.slice(markdown.indexOf("in <code>okta</code>"), markdown.indexOf("for drift"));
    expect(change).toContain('| `+` | `add ada to the okta group "prod-db"` | critical | by the grant [');
    expect(markdown.slice(markdown.indexOf("for drift"))).toContain('`remove bob from the okta group "crm"`');
    expect(change).not.toContain("remove bob");
  });

  it("are also in the job summary, which has no marker", () => {
    const plan = planFor(withGrant(), [live()], { base: aCompany(), at: now });
    const { markdown } = renderJobSummary(commentOn(compared(aCompany(), withGrant()), { plan }));
    expect(markdown).toMatch(/^## Rolecall\n\n\*\*/);
    expect(markdown).toContain('`add ada to the okta group "prod-db"`');
    expect(markdown).not.toContain("<!--");
  });
});
