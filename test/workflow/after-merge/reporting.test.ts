import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { applyUnattended } from "../../../src/cli/commands/apply-after-merge.ts";
import { rolecallApp, rolecallBot } from "../../../src/sandbox/github/seed.ts";
import { aFolder } from "../../support/sandboxed.ts";
import { grantFile, grantPath } from "./company-files.ts";
import { aScenario } from "./scenario.ts";

const adaGetsCrm = { [grantPath("ada", "okta/crm")]: grantFile("ada", "okta/crm") };

/** Returns the reviewed part of a comment, which starts after the head. */
const contentOf = (body = ""): string => body.slice(body.indexOf("<!-- rolecall:verdict-end -->"));

describe("the report of a run", { timeout: 120_000 }, () => {
  it("lists done and withheld operations, their changes and remedies, as Markdown and as JSON", async () => {
    const scenario = await aScenario();
    const number = scenario.propose("crm", { ...adaGetsCrm, [grantPath("bob", "okta/crm")]: null }, "ada");
    const merged = scenario.merge(number);
    const summary = join(aFolder(), "summary.md");
    const ran = await scenario.apply({ summary, json: true });
    expect(ran.code).toBe(4);
    expect(JSON.parse(ran.out)).toMatchObject({
      commit: merged,
      base: scenario.start,
      converged: false,
      changes: [{ commit: merged, pullRequest: number, approved: false }],
      withheld: [{ operation: expect.stringContaining("okta"), reason: expect.stringContaining("Pull request") }],
      results: [{ outcome: "done" }],
      summary: { done: 1 },
    });
    const markdown = readFileSync(summary, "utf8");
    expect(markdown).toContain("### Withheld");
    expect(markdown).toContain('add ada to the okta group "CRM Users"');
    expect(markdown).toContain("*Fix:* Ask an approver");
    expect(markdown).toContain("### Done");
    const [comment] = scenario.state.comments(number);
    expect(comment?.body).toContain("New access from this change is withheld");
    expect(comment?.body).toContain('add ada to the okta group "CRM Users"');
    // Bob lost the access in this run: who, what, when, and the record in the journal.
    expect(comment?.body).toMatch(/### Who got what\n\nProof: .* under the run `[^`]+`\.\n/);
    expect(comment?.body).toMatch(
      /^\| (?:.*<br>)?`bob` \| .*`remove bob from the okta group "CRM Users"` \| \d+ \w{3} \d{4}, \d\d:\d\d `[\w/]+` \| `okta:[^`]+` \|$/m,
    );
    expect(comment?.body).not.toMatch(/^\| (?:.*<br>)?`ada` /m);
    // A second run adds no comment.
    await scenario.apply();
    expect(scenario.state.comments(number)).toHaveLength(1);
  });

  it("writes the state after the merge into the head of the reviewed comment, and keeps what people reviewed", async () => {
    const scenario = await aScenario();
    const number = scenario.propose("crm", adaGetsCrm, "ada");
    await scenario.comment(number);
    const reviewed = scenario.state.comments(number)[0]?.body ?? "";
    expect(reviewed).toContain("**Waiting**");
    const merged = scenario.merge(number);
    await scenario.apply();
    const [withheld] = scenario.state.comments(number);
    expect(withheld?.body).toMatch(
      /^<!-- rolecall:plan -->\n\*\*Merged, not applied yet\.\*\* Merged as `\w{12}`\. New access from this change is withheld\..*\n\n\*\*Next:\*\* Ask an approver .*\n/,
    );
    expect(contentOf(withheld?.body)).toBe(contentOf(reviewed));
    // A run of the comment after the merge does not bring the verdict of the review back.
    await scenario.comment(number);
    expect(scenario.state.comments(number)[0]?.body).toBe(withheld?.body);
    // A later approval of the merged change.
    for (const by of ["mel", "sue", "olga"]) scenario.approve(number, by);
    await scenario.apply();
    const [applied, result] = scenario.state.comments(number);
    expect(applied?.body).toMatch(
      new RegExp(
        String.raw`^<!-- rolecall:plan -->\n\*\*Merged and applied\*\* on \d+ \w{3} \d{4}, \d\d:\d\d .* by the run .* Merged as .${merged.slice(0, 12)}.\. 1 operation done\.\n`,
      ),
    );
    expect(applied?.body).toMatch(
      new RegExp(String.raw`see \[the result\]\(https?://[^)]*#issuecomment-${result?.id ?? "?"}\)\.\n`),
    );
    expect(contentOf(applied?.body)).toBe(contentOf(reviewed));
  });

  it("says in the reviewed comment that a run stopped before it applied the change", async () => {
    const scenario = await aScenario();
    const number = scenario.propose("crm", adaGetsCrm, "ada");
    await scenario.comment(number);
    for (const by of ["mel", "sue", "olga"]) scenario.approve(number, by);
    scenario.merge(number);
    const key = { ...scenario.env, ROLECALL_JOURNAL_KEY: undefined };
    expect((await scenario.apply({}, { env: key })).code).toBe(4);
    const [comment, ...more] = scenario.state.comments(number);
    expect(comment?.body).toMatch(
      /^<!-- rolecall:plan -->\n\*\*Merged, not applied yet\.\*\* .* The run stopped: `[\w/-]+`\./,
    );
    expect(more).toEqual([]);
  });

  it("leaves a comment without a head as it is", async () => {
    const scenario = await aScenario();
    const number = scenario.propose("crm", adaGetsCrm, "ada");
    const body = "<!-- rolecall:plan -->\n**Waiting**: an older version wrote this.";
    scenario.state.comment(number, { by: rolecallBot, app: rolecallApp, body });
    scenario.merge(number);
    await scenario.apply();
    expect(scenario.state.comments(number)[0]?.body).toBe(body);
  });

  it("is also written when the run refuses or stops", async () => {
    const scenario = await aScenario();
    const refused = join(aFolder(), "summary.md");
    scenario.state.changeSettings({ rulesets: [] });
    expect((await scenario.apply({ summary: refused })).code).toBe(4);
    expect(readFileSync(refused, "utf8")).toContain("`unattended/not-protected`");
    const broken = join(aFolder(), "summary.md");
    await expect(scenario.apply({ summary: broken }, { env: {} })).rejects.toThrow("GITHUB_TOKEN");
    expect(readFileSync(broken, "utf8")).toContain("Stopped");
    expect(existsSync(scenario.journal)).toBe(false);
  });

  it("is a usage error for options of an interactive apply, or without a branch", async () => {
    const scenario = await aScenario();
    const root = { root: scenario.root, journal: scenario.journal, format: "text" };
    const run = (options: object) =>
      scenario.run((environment) => applyUnattended({ ...root, branch: "main", ...options }, environment));
    await expect(run({ plan: "plan.json", yes: true })).rejects.toThrow("--plan, --yes");
    await expect(scenario.run((environment) => applyUnattended(root, environment))).rejects.toThrow("--branch");
    expect(scenario.github.count()).toBe(0);
  });
});
