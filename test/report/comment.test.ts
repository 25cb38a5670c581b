import { describe, expect, it } from "vitest";
import { renderComment, renderJobSummary } from "../../src/report/comment/render-comment.ts";
import { verdictOf } from "../../src/report/comment/verdict.ts";
import { judge, aPullRequest, pinned, reviewed } from "../support/github.ts";
import { aFinding } from "../support/findings.ts";
import { aModel, at, type ModelBuilder, now, person, selector } from "../support/model.ts";
import { planFor } from "../support/planned.ts";
import { anOkta } from "../support/observed.ts";
import { commentOn, compared } from "./comment-story.ts";
import { links } from "./comment-everything.ts";

const engineer = { title: "Engineer", department: "Engineering" };

/** Ada and her peers; grace owns the production databases. */
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
    .entitlement("okta/prod-db", { tier: "critical", owners: [person("grace")] })
    .approvedBy("critical", [["owner"]])
    .grant("ada", "okta/crm")
    .grant("ada", "okta/keys")
    .grant("bob", "okta/prod-db")
    .grant("leaver", "okta/prod-db");

const until = { expires: at("2026-12-01T18:00:00Z"), reason: "Migrate the orders database", ticket: "INC-1234" };
const withGrant = (): ModelBuilder => aCompany().grant("ada", "okta/prod-db", until);
const grantLink = `[\`access/grants/okta/prod-db/ada.yaml:1\`](${links.repositoryUrl}/blob/${links.commit}/access/grants/okta/prod-db/ada.yaml#L1)`;

describe("the comment", () => {
  it("begins with the marker and the verdict, and says in words who gains what until when, by which line", () => {
    const { markdown, complete } = renderComment(commentOn(compared(aCompany(), withGrant())));
    const lines = markdown.split("\n");
    expect(lines[0]).toBe("<!-- rolecall:plan -->");
    expect(lines[1]).toBe(
      "**Needs approval**: 1 approval open. 1 user: 1 gain. No new finding. The providers were not asked: this is what the files say.",
    );
    expect(markdown).toContain(
      `### Privileged access\n\n- Ada Lovelace (\`ada\`) **gains** \`okta/prod-db\` (critical) until 2026-12-01 18:00 UTC, by the grant ${grantLink}\n`,
    );
    expect(complete).toBe(true);
  });

  it("gives the approver a card: reason, what would be had, peers, what is held now, conflicts", () => {
    const conflict = aFinding({ code: "sod/duties", user: "ada" });
    const change = compared(aCompany(), withGrant(), {
      head: [conflict, { ...conflict, user: "bob", code: "sod/other" }],
    });
    expect(renderComment(commentOn(change)).markdown).toContain(
      [
        "### To decide",
        "",
        `- Ada Lovelace (\`ada\`), Engineer, Engineering, by ${grantLink}`,
        "  - reason: Migrate the orders database, ticket `INC-1234`",
        "  - would get `okta/prod-db` (critical) until 2026-12-01 18:00 UTC; 1 of 2 with the same department and title hold it",
        "    - prod-db",
        "  - holds now: 1 privileged: `okta/keys` (high); 2 in all",
        "  - conflicts: `sod/duties`",
        "",
      ].join("\n"),
    );
  });

  it("shows dangerous gains before findings, and losses and low tiers after them", () => {
    const before = aCompany().grant("bob", "okta/crm").grant("cy", "okta/keys");
    const head = withGrant().grant("bob", "okta/crm").grant("cy", "okta/crm");
    const { markdown } = renderComment(commentOn(compared(before, head, { head: [aFinding()] })));
    const order = ["**gains** `okta/prod-db`", "### New findings", "**gains** `okta/crm`", "**loses** `okta/keys`"];
    const positions = order.map((text) => markdown.indexOf(text));
    expect(positions.every((position) => position > 0)).toBe(true);
    expect(positions).toEqual([...positions].sort((left, right) => left - right));
  });

  it("makes a card of a grant that lasts longer, and none of one that is shortened", () => {
    const shorter = aCompany().grant("ada", "okta/prod-db", { ...until, expires: at("2026-11-30T18:00:00Z") });
    expect(commentOn(compared(shorter, withGrant())).cards).toHaveLength(1);
    expect(commentOn(compared(withGrant(), shorter)).cards).toHaveLength(0);
  });

  it("puts everything that a granted role gives on one card, the higher tier first", () => {
    const role = (world: ModelBuilder): ModelBuilder => world.role("dba", ["okta/crm", "okta/keys", "okta/prod-db"]);
    const [card, ...others] = commentOn(compared(role(aCompany()), role(aCompany()).grant("cy", "role:dba"))).cards;
    expect(others).toEqual([]);
    expect(card?.gives.map(({ entitlement }) => entitlement)).toEqual(["okta/prod-db", "okta/keys", "okta/crm"]);
  });

  it("tells in one line what the edit of a role brings to many, and names each of them", () => {
    const world = (entitlements: readonly string[]): ModelBuilder =>
      aCompany()
        .user("eve", engineer)
        .role("engineers", entitlements, { birthright: selector({ title: "Engineer" }) });
    const change = compared(world(["okta/crm"]), world(["okta/crm", "okta/prod-db"]));
    const { markdown } = renderComment(commentOn(change));
    expect(markdown).toMatch(
      /\n- 3 users \*\*gain\*\* `okta\/prod-db` \(critical\) without an end, by birthright of the role engineers \[.*\): Ada Lovelace \(`ada`\), `cy`, `eve`\n/,
    );
    expect(markdown).not.toContain("**gains**");
  });

  it("says who the change moves to another tier, and how many hold it", () => {
    const head = aCompany().entitlement("okta/crm", { tier: "high" });
    expect(renderComment(commentOn(compared(aCompany(), head))).markdown).toContain(
      '- **tier** of `entitlement okta/crm`: `tier: "low" → "high"`, held by 1 user\n',
    );
  });

  it("spells out each way by which a conflict comes about", () => {
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
      "  - `ada` → `role dba` → `admin` → `okta/keys` at [`access/grants/roles/dba/ada.yaml:3`](",
    );
  });

  it("names the commits that were compared, where both are known", () => {
    const input = commentOn(compared(aCompany(), withGrant()));
    const { report } = input;
    const diff = { ...report.diff, head: links.commit, base: "ba5e000000000000000000000000000000000001" };
    expect(renderComment({ ...input, report: { ...report, diff } }).markdown).toContain(
      `Judged: commit \`${links.commit}\`, compared with \`ba5e000000000000000000000000000000000001\`.\n`,
    );
    expect(renderComment(input).markdown).not.toContain("Judged");
  });

  it("counts peers without the user, who may hold it already", () => {
    const shorter = aCompany().grant("ada", "okta/prod-db", { ...until, expires: at("2026-11-30T18:00:00Z") });
    expect(commentOn(compared(shorter, withGrant())).cards[0]).toMatchObject({
      peers: 2,
      gives: [{ entitlement: "okta/prod-db", peersHolding: 1 }],
      holdsNow: { total: 3 },
    });
  });

  it("has no peers to show for somebody without a title", () => {
    const untitled = { department: "Engineering", title: null };
    const world = (): ModelBuilder => aCompany().user("eve", untitled).user("fay", untitled);
    const input = commentOn(compared(world(), world().grant("eve", "okta/crm")));
    expect(input.cards[0]?.peers).toBe(0);
    expect(renderComment(input).markdown).toContain("nobody else has the same department and title");
  });

  it("says what somebody new holds: nothing", () => {
    const input = commentOn(compared(aCompany(), aCompany().user("new", engineer).grant("new", "okta/crm")));
    expect(input.cards[0]).toMatchObject({ user: "new", holdsNow: { total: 0 }, peers: 3 });
    expect(renderComment(input).markdown).toContain("  - holds now: nothing\n");
  });

  it("shows findings with their line, what they were, and those that the change cures", () => {
    const old = aFinding({ code: "lp/too-long", user: "bob" });
    const change = compared(aCompany(), withGrant(), {
      base: [aFinding({ severity: "warning" }), old],
      head: [aFinding()],
    });
    const { markdown } = renderComment(commentOn(change));
    expect(markdown).toContain(
      "- **error** (was: warning) `lp/no-reason` at [`access/grants/okta/crm/ada-lovelace.yaml:2`](",
    );
    expect(markdown).toContain("- cured: `lp/too-long` ");
  });
});

describe("who has to approve", () => {
  const change = compared(aCompany(), withGrant());
  const story = aPullRequest(aCompany().build(), withGrant().build(), { author: "ada", teams: {} });

  it("is open until the owner has approved, with the reason and its line", () => {
    const { markdown } = renderComment(commentOn(change, { approvals: judge(story) }));
    expect(markdown).toMatch(/### Who has to approve\n\n- `okta\/prod-db for ada`: .*\[`access\/grants\//);
    expect(markdown).toContain("  - **open:** one of `grace`");
  });

  it("is done when the owner has", () => {
    const approvals = judge(reviewed(story, "grace"));
    const input = commentOn(change, { approvals });
    expect(verdictOf(input, true)).toBe("ready");
    expect(renderComment(input).markdown).toMatch(/^<!-- rolecall:plan -->\n\*\*Ready\.\*\*/);
    expect(renderComment(input).markdown).toContain("  - approved by `grace`\n");
  });

  it("does not count a verdict on another digest, and says so", () => {
    const input = commentOn(change, { approvals: { ...judge(reviewed(story, "grace")), digest: "sha256:other" } });
    expect(verdictOf(input, true)).toBe("needs-approval");
    expect(renderComment(input).markdown).toContain("- `sha256:other`: The reviews were judged for another digest");
    expect(renderComment(input).markdown).not.toContain("approved by");
  });

  it("is not done where the history of the pull request cannot be judged", () => {
    const problems = [{ rule: "approval/unknown-history", message: "The list of commits is not whole." }] as const;
    const input = commentOn(change, { approvals: { ...judge(reviewed(story, "grace")), problems } });
    expect(verdictOf(input, true)).toBe("needs-approval");
    expect(renderComment(input).markdown).toContain("**Needs approval**: the reviews cannot be judged.");
    expect(renderComment(input).markdown).toContain("- `approval/unknown-history`: The list of commits is not whole.");
  });

  it("names reviews that do not count, and why", () => {
    const { markdown } = renderComment(commentOn(change, { approvals: judge(reviewed(story, "stranger")) }));
    expect(markdown).toMatch(/- `approval\/[a-z-]+ stranger`: /);
  });

  it("is not ready where nobody worked out who has to approve", () => {
    const input = commentOn(change);
    expect(verdictOf({ ...input, report: { ...input.report, approvals: null } }, true)).toBe("needs-approval");
  });
});

describe("what blocks", () => {
  const change = compared(aCompany(), withGrant());

  it("is an error among the findings, even one that stood before", () => {
    const input = commentOn(compared(aCompany(), aCompany(), { base: [aFinding()], head: [aFinding()] }));
    expect(verdictOf(input, true)).toBe("blocked");
    expect(renderComment(input).markdown).toContain("**Blocked** by 1 error.");
  });

  it("is a guard, and its remedy is shown", () => {
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

  it("are folded by system, drift apart from the change", () => {
    const plan = planFor(withGrant(), [live()], { base: aCompany(), at: now });
    const { markdown } = renderComment(commentOn(compared(aCompany(), withGrant()), { plan }));
    const change = markdown.slice(markdown.indexOf("in <code>okta</code>"), markdown.indexOf("of drift"));
    expect(change).toContain('| `+` | `add ada to the okta group "prod-db"` | critical | by the grant [');
    expect(markdown.slice(markdown.indexOf("of drift"))).toContain('`remove bob from the okta group "crm"`');
    expect(change).not.toContain("remove bob");
  });

  it("stand in the job summary as well, which has no marker", () => {
    const plan = planFor(withGrant(), [live()], { base: aCompany(), at: now });
    const { markdown } = renderJobSummary(commentOn(compared(aCompany(), withGrant()), { plan }));
    expect(markdown).toMatch(/^## Rolecall\n\n\*\*/);
    expect(markdown).toContain('`add ada to the okta group "prod-db"`');
    expect(markdown).not.toContain("<!--");
  });
});
