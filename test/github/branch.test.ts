import { describe, expect, it } from "vitest";
import { aGithub, sha } from "../sandbox/github/running-github.ts";

describe("reading a branch", () => {
  it("tells where it stands and that it is protected", async () => {
    const github = await aGithub();
    const { reader } = await github.client();
    expect(await reader.branch("main")).toEqual({ commit: sha("main-0"), isProtected: true });
    github.state.push("main", { by: "ada", commits: [{ sha: sha("next"), by: "ada" }] });
    expect((await reader.branch("main")).commit).toBe(sha("next"));
  });

  it("takes a ruleset's pull request for protection where the field does not tell of it", async () => {
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

  it("does not guess: an answer without a commit, or no such branch, is a failure", async () => {
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
