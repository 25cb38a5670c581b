import { fromMarkdown } from "mdast-util-from-markdown";
import { gfmFromMarkdown } from "mdast-util-gfm";
import { gfm } from "micromark-extension-gfm";
import { describe, expect, it } from "vitest";
import type { GrantTarget, RoleId } from "../../src/model/documents.ts";
import { forMarkdown } from "../../src/report/escape.ts";
import { branchName } from "../../src/request/branch-name.ts";
import { type RequestFacts, requestText } from "../../src/request/request-text.ts";
import { ref } from "../support/model.ts";

const crm: GrantTarget = { kind: "entitlement", entitlement: ref("okta/crm") };

function facts(changes: Partial<RequestFacts> = {}): RequestFacts {
  return {
    user: "ada",
    requestedBy: { kind: "command", user: "ada" },
    target: crm,
    tier: "high",
    path: "access/grants/okta/crm/ada.yaml",
    reason: "Close the quarter",
    ticket: "FIN-1",
    renews: null,
    starts: null,
    expires: "2026-12-31",
    findings: [],
    approvals: ["okta/crm for ada: bob or @acme/dba"],
    isDraft: false,
    ...changes,
  };
}

const text = (changes: Partial<RequestFacts> = {}) => requestText(facts(changes), forMarkdown);

interface Node {
  readonly type: string;
  readonly value?: string;
  readonly children?: readonly Node[];
}

function nodesIn(markdown: string): readonly Node[] {
  const flat = (node: Node): readonly Node[] => [node, ...(node.children ?? []).flatMap(flat)];
  return flat(fromMarkdown(markdown, { extensions: [gfm()], mdastExtensions: [gfmFromMarkdown()] }));
}

describe("the text of a request", () => {
  it("names the user, the access and its expiry", () => {
    const { title, labels, branch, commitMessage } = text();
    expect(title).toBe("Give okta/crm to ada until 2026-12-31");
    expect(labels).toEqual(["access-request", "tier:high"]);
    expect(branch).toBe("request/ada/okta/crm");
    expect(commitMessage).toBe("Give okta/crm to ada\n\nRequested-by: ada\n");
  });

  it("names a renewal and the end of the present access, on a branch of its own", () => {
    const { title, body, branch, commitMessage } = text({
      renews: "2026-12-01T23:00:00Z",
      starts: "2026-11-28T09:00:00Z",
      expires: "2027-01-31",
    });
    expect(title).toBe("Renew okta/crm for ada until 2027-01-31");
    expect(branch).toBe("request/ada/okta/crm-renewal-2026-12-01");
    expect(commitMessage).toContain("Renew okta/crm for ada\n");
    expect(body).toContain("| Renews | the access that expires on `2026-12-01T23:00:00Z` |");
  });

  it("records the requester for another user, in the commit and in the pull request", () => {
    const { body, commitMessage } = text({ requestedBy: { kind: "command", user: "bob" } });
    expect(commitMessage).toContain("Requested-by: bob");
    expect(body).toContain("| Requested by | `bob` |");
    expect(text().body).toContain("| Requested by | themselves |");
  });

  it("names the issue's account, which cannot be taken over", () => {
    const byIssue = text({ requestedBy: { kind: "issue", user: "ada", account: 11, login: "alovelace" } });
    expect(byIssue.body).toContain("in an issue by account 11");
    expect(byIssue.commitMessage).toBe(
      "Give okta/crm to ada\n\nRequested-by: ada\nCo-authored-by: ada <11+alovelace@users.noreply.github.com>\n",
    );
  });

  it("states that a draft breaks rules", () => {
    const { title, labels, body } = text({ isDraft: true, findings: ["error: lp/too-long: too long"] });
    expect(title).toBe("Draft: Give okta/crm to ada until 2026-12-31");
    expect(labels).toContain("draft");
    expect(body).toContain("- `error: lp/too-long: too long`");
    expect(text().body).toContain("breaks no rule");
  });

  it("escapes hostile text: no mention, link, heading, HTML or additional row", () => {
    const hostile =
      "x | @acme/security\n\n# Approved\n<!-- --> <img src=x> [a](https://evil.example) `code` Fixes #1 | y";
    const { body, title, commitMessage, branch } = text({
      reason: hostile,
      ticket: hostile,
      findings: [hostile],
      approvals: [hostile],
    });
    const plain = nodesIn(text().body);
    const nodes = nodesIn(body);
    expect(
      nodes.filter(({ type }) => ["link", "image", "html", "heading", "footnoteReference"].includes(type)),
    ).toEqual([]);
    expect(nodes.filter(({ type }) => type === "tableCell")).toHaveLength(
      plain.filter(({ type }) => type === "tableCell").length,
    );
    const prose = nodes
      .filter(({ type }) => type === "text")
      .map(({ value }) => value ?? "")
      .join("\n");
    expect(prose).not.toMatch(/@acme|Fixes|evil/);
    for (const line of [title, commitMessage, branch]) expect(line).not.toMatch(/Fixes|@acme|evil/);
  });

  it("has a limited length for any number of findings", () => {
    const { body } = text({
      findings: Array.from({ length: 5000 }, (_, index) => `finding ${index} ${"x".repeat(5000)}`),
    });
    expect(body.length).toBeLessThan(65_536);
    expect(body).toContain("- … and 4980 more");
  });
});

describe("a branch name", () => {
  it.each([
    ["ada", crm, "request/ada/okta/crm"],
    ["ada", { kind: "role", role: "on-call" as RoleId }, "request/ada/roles/on-call"],
    ["a..b", crm, "request/a-.b/okta/crm"],
    ["ada.lock", crm, "request/ada-lock/okta/crm"],
    ["$(touch x)", crm, "request/--touch-x-/okta/crm"],
  ] as const)("of %s is one that git takes", (user, target, name) => {
    expect(branchName(user, target, null)).toBe(name);
    expect(name).not.toMatch(/\.\.|\.lock(?:\/|$)|[^a-z0-9./-]|\/\.|\.\//);
  });
});
