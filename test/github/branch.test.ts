import { describe, expect, it } from "vitest";
import { aGithub, sha } from "../sandbox/github/running-github.ts";

describe("reading a branch", () => {
  it("returns its commit and that it is protected", async () => {
    const github = await aGithub();
    const { reader } = await github.client();
    expect(await reader.branch("main")).toEqual({ commit: sha("main-0"), isProtected: true });
    github.state.push("main", { by: "ada", commits: [{ sha: sha("next"), by: "ada" }] });
    expect((await reader.branch("main")).commit).toBe(sha("next"));
  });

  it("counts a ruleset that requires a pull request as protection where the field does not show it", async () => {
    const github = await aGithub();
    const hide = {
      kind: "rewrite",
      rewrite: (reply: { status: number; body?: unknown }) => withoutField(reply),
    } as const;
    github.sandbox.addFault({ path: /access\/branches\/main$/, fault: hide });
    const { reader } = await github.client();
    expect((await reader.branch("main")).isProtected).toBe(true);
    github.state.changeSettings({ rulesets: [] });
    expect((await reader.branch("main")).isProtected).toBe(false);
  });

  it("fails for an answer without a commit and for an unknown branch", async () => {
    const github = await aGithub();
    const { reader } = await github.client();
    await expect(reader.branch("nowhere")).rejects.toThrow("read the branch nowhere");
    const empty = {
      kind: "rewrite",
      rewrite: () => ({ status: 200, body: { name: "main", protected: true } }),
    } as const;
    github.sandbox.addFault({ path: /access\/branches\/main$/, fault: empty });
    await expect(reader.branch("main")).rejects.toThrow(/GitHub/);
  });
});

function withoutField(reply: { readonly status: number; readonly body?: unknown }) {
  return { ...reply, body: { ...(reply.body as object), protected: false } };
}
