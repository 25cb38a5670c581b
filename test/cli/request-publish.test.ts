import { execFileSync } from "node:child_process";
import { describe, expect, it } from "vitest";
import { commitOnNewBranch, tokenSettings } from "../../src/git/write-branch.ts";
import { aGithub, sha } from "../sandbox/github/running-github.ts";
import { aFolder } from "../support/sandboxed.ts";
import { runRequest, aWorkplace, withOrigin, write } from "./request-scenario.ts";

const database = {
  entitlement: "okta/prod-db-admin",
  reason: "Migrate the orders database @acme/security",
  ticket: "INC-1234",
  forDuration: "PT4H",
};
const branch = "request/aoife-byrne/okta/prod-db-admin";
const aoife = "aoife.byrne@acme.example";
const inOrigin = (origin: string, ...argv: readonly string[]): string =>
  execFileSync("git", ["-C", origin, ...argv], { encoding: "utf8" }).trim();

describe("--push", () => {
  it("pushes the branch to the remote and prints the next step", async () => {
    const workplace = aWorkplace(aoife);
    const origin = withOrigin(workplace);
    const { code, out, err } = await runRequest({ root: workplace.root, ...database, push: true });
    expect(code).toBe(0);
    expect(out).toContain("Pushed to origin.");
    expect(err).toContain(`open a pull request for ${branch}`);
    expect(inOrigin(origin, "rev-parse", branch)).toBe(workplace.git("rev-parse", branch));
    expect(inOrigin(origin, "rev-parse", "main")).toBe(workplace.git("rev-parse", "main"));
  });

  it("never overwrites a branch with other commits", async () => {
    const workplace = aWorkplace(aoife);
    const origin = withOrigin(workplace);
    const tip = workplace.git("commit-tree", "main^{tree}", "-p", "main", "-m", "Another person's");
    workplace.git("push", "--quiet", "origin", `${tip}:refs/heads/${branch}`);
    const { code, problem } = await runRequest({ root: workplace.root, ...database, push: true });
    expect(code).toBe(1);
    expect(problem).toContain(`the request is committed on the branch ${branch}, and git could not push it to origin`);
    expect(inOrigin(origin, "rev-parse", branch)).toBe(tip);
  });

  it("rejects an unknown remote before anything is written", async () => {
    const workplace = aWorkplace(aoife);
    withOrigin(workplace);
    const { code, problem } = await runRequest({
      root: workplace.root,
      ...database,
      push: true,
      remote: "--upload-pack=x",
    });
    expect([code, problem]).toEqual([
      64,
      "the remote --upload-pack=x does not exist: expected one of origin as --remote NAME",
    ]);
    expect(workplace.git("branch", "--list")).toBe("* main");
  });
});

describe("--publish", () => {
  it("opens the pull request of a request that was prepared earlier, as --open does", async () => {
    const github = await aGithub();
    const workplace = aWorkplace(aoife);
    const origin = withOrigin(workplace);
    const { root } = workplace;
    const env = { GITHUB_TOKEN: "ghs_app-token", GITHUB_REPOSITORY: "acme/access", GITHUB_API_URL: github.sandbox.url };
    const onCall = "request/aoife-byrne/roles/on-call";
    const role = { role: "on-call", reason: database.reason };
    expect((await runRequest({ root, ...role }, { clock: github.clock })).code).toBe(0);
    write(root, "notes.txt", "main moves on\n");
    workplace.commit("Another change");
    workplace.git("push", "--quiet", "origin", "main");
    github.state.push(onCall, { by: "bob", commits: [{ sha: sha("r1"), by: "bob" }] });
    const { code, out, problem } = await runRequest(
      { root, publish: onCall },
      { env, clock: github.clock },
      { pauses: { second: 1 } },
    );
    expect([problem, code]).toEqual([null, 0]);
    expect(inOrigin(origin, "rev-parse", onCall)).toBe(workplace.git("rev-parse", onCall));
    const number = Number(/pull\/(\d+)\n$/.exec(out)?.[1]);
    const { title, body } = github.state.issue(number);
    expect(title).toBe("Give role:on-call to aoife-byrne");
    expect(body).toContain("Migrate the orders database");
  });

  it("refuses a branch that does not exist or changes more than one grant", async () => {
    const workplace = aWorkplace(aoife);
    withOrigin(workplace);
    const { root, git } = workplace;
    const missing = await runRequest({ root, publish: branch });
    expect([missing.code, missing.problem]).toEqual([
      64,
      `--publish ${branch}: this repository does not have the branch`,
    ]);
    await runRequest({ root, ...database });
    git("switch", "--quiet", branch);
    write(root, "README.md", "More\n");
    workplace.commit("More than a grant");
    const more = await runRequest({ root, publish: branch });
    expect([more.code, more.problem]).toEqual([64, expect.stringContaining("the file of one grant and nothing else")]);
  });

  it("is named where a push fails, and keeps the branch", async () => {
    const workplace = aWorkplace(aoife);
    withOrigin(workplace);
    const tip = workplace.git("commit-tree", "main^{tree}", "-p", "main", "-m", "Another person's");
    workplace.git("push", "--quiet", "origin", `${tip}:refs/heads/${branch}`);
    const { err } = await runRequest({ root: workplace.root, ...database, push: true });
    expect(err).toContain(`To publish it, run: rolecall request --publish ${branch}\n`);
    expect(workplace.git("branch", "--list", branch)).toContain(branch);
  });
});

describe("--open", () => {
  it("opens the pull request with its text, labels and possible approvers", async () => {
    const github = await aGithub();
    const workplace = aWorkplace(aoife);
    withOrigin(workplace);
    const env = { GITHUB_TOKEN: "ghs_app-token", GITHUB_REPOSITORY: "acme/access", GITHUB_API_URL: github.sandbox.url };
    const role = { role: "on-call", reason: database.reason };
    github.state.push("request/aoife-byrne/roles/on-call", { by: "bob", commits: [{ sha: sha("r1"), by: "bob" }] });
    const { code, out, problem } = await runRequest(
      { root: workplace.root, ...role, open: true },
      { env, clock: github.clock },
      { pauses: { second: 1 } },
    );
    expect([problem, code]).toEqual([null, 0]);
    const number = Number(/pull\/(\d+)\n$/.exec(out)?.[1]);
    const issue = github.state.issue(number);
    expect(issue.title).toBe("Give role:on-call to aoife-byrne");
    expect(issue.labels).toEqual(["access-request", "tier:low"]);
    expect(issue.body).toContain("| Reason | `Migrate the orders database @acme/security` |");
    expect(issue.pull).toMatchObject({
      base: "main",
      branch: "request/aoife-byrne/roles/on-call",
      reviewers: [{ login: "ada" }, { login: "cyn" }],
    });
  });

  it("does not request reviews from the requester or the beneficiary", async () => {
    const github = await aGithub();
    const workplace = aWorkplace();
    withOrigin(workplace);
    const env = { GITHUB_TOKEN: "ghs_app-token", GITHUB_REPOSITORY: "acme/access", GITHUB_API_URL: github.sandbox.url };
    github.state.push("request/aoife-byrne/roles/on-call", { by: "ada", commits: [{ sha: sha("r1"), by: "ada" }] });
    // Ada is Aoife's manager and the requester.
    const { out } = await runRequest(
      { root: workplace.root, role: "on-call", reason: "Is on the rota now", for: "aoife-byrne", open: true },
      { env, clock: github.clock },
      { pauses: { second: 1 } },
    );
    const issue = github.state.issue(Number(/pull\/(\d+)\n$/.exec(out)?.[1]));
    expect(issue.pull?.reviewers).toMatchObject([{ login: "cyn" }]);
    expect(issue.body).toContain("| Requested by | `ada-lovelace` |");
  });

  it("names missing variables and writes nothing", async () => {
    const workplace = aWorkplace(aoife);
    withOrigin(workplace);
    const { code, problem } = await runRequest({ root: workplace.root, ...database, open: true });
    expect([code, problem]).toEqual([
      64,
      "--open needs GITHUB_TOKEN and GITHUB_REPOSITORY (owner/name). Set them, or use --push and open the pull request yourself.",
    ]);
    expect(workplace.git("branch", "--list")).toBe("* main");
  });

  it("reports that the branch was pushed when GitHub fails", async () => {
    const github = await aGithub();
    const workplace = aWorkplace(aoife);
    const origin = withOrigin(workplace);
    const env = {
      GITHUB_TOKEN: "ghs_app-token",
      GITHUB_REPOSITORY: "acme/nothing",
      GITHUB_API_URL: github.sandbox.url,
    };
    const edges = { pauses: { second: 1 } };
    const onCall = "request/aoife-byrne/roles/on-call";
    const role = { role: "on-call", reason: database.reason };
    const { code, problem } = await runRequest(
      { root: workplace.root, ...role, open: true },
      { env, clock: github.clock },
      edges,
    );
    expect(code).toBe(1);
    expect(problem).toContain(`the branch ${onCall} was pushed. `);
    expect(problem).toContain(`\nTo open its pull request later, run: rolecall request --publish ${onCall}`);
    expect(problem).not.toContain("ghs_app-token");
    expect(inOrigin(origin, "branch", "--list", onCall).trim()).toBe(onCall);
    github.state.push(onCall, { by: "bob", commits: [{ sha: sha("r1"), by: "bob" }] });
    const later = await runRequest(
      { root: workplace.root, publish: onCall },
      { env: { ...env, GITHUB_REPOSITORY: "acme/access" }, clock: github.clock },
      edges,
    );
    expect([later.code, later.out], later.problem ?? "").toEqual([0, expect.stringContaining("Pull request: ")]);
  });
});

describe("git's credentials", () => {
  /** The credentials that git sends to a host with these settings. */
  const filled = (env: Readonly<Record<string, string>>, host: string): string => {
    const settings = tokenSettings(env);
    try {
      return execFileSync("git", [...settings, "credential", "fill"], {
        cwd: aFolder(),
        input: `protocol=https\nhost=${host}\n\n`,
        encoding: "utf8",
        stdio: ["pipe", "pipe", "ignore"],
        env: {
          PATH: process.env["PATH"],
          HOME: aFolder(),
          GIT_TERMINAL_PROMPT: "0",
          GIT_ASKPASS: "true",
          GIT_CONFIG_NOSYSTEM: "1",
          ...env,
        },
      });
    } catch {
      return "";
    }
  };

  it("are sent to GitHub and to no other host", () => {
    const env = { GITHUB_TOKEN: "ghs_secret-token" };
    expect(filled(env, "github.com")).toContain("username=x-access-token\npassword=ghs_secret-token\n");
    expect(filled(env, "evil.example")).not.toContain("ghs_secret-token");
    expect(filled({ ...env, GITHUB_SERVER_URL: "https://git.acme.example" }, "github.com")).not.toContain(
      "ghs_secret-token",
    );
    expect(filled({ ...env, GITHUB_SERVER_URL: "https://git.acme.example" }, "git.acme.example")).toContain(
      "ghs_secret-token",
    );
  });

  it("are not in an argument, and are empty without a token or for a server without encryption", () => {
    expect(tokenSettings({ GITHUB_TOKEN: "ghs_secret-token" }).join(" ")).not.toContain("ghs_secret-token");
    expect(tokenSettings({})).toEqual([]);
    expect(tokenSettings({ GITHUB_TOKEN: "t", GITHUB_SERVER_URL: "http://git.acme.example" })).toEqual([]);
    expect(tokenSettings({ GITHUB_TOKEN: "t", GITHUB_SERVER_URL: 'https://x" !touch y' })).toEqual([]);
  });
});

describe("a commit on a new branch", () => {
  const file = (parent: string) => ({
    parent,
    branch: "request/x",
    path: "access/grants/okta/new/x.yaml",
    text: "user: x\n",
    message: "Give",
  });

  it("keeps the modes, links and other files of its parent", async () => {
    const { root, git, commit } = aWorkplace();
    write(root, "access/grants/okta/other.sh", "#!/bin/sh\n");
    git("update-index", "--add", "--chmod=+x", "access/grants/okta/other.sh");
    const parent = commit("More");
    const made = await commitOnNewBranch(root, file(parent));
    expect(git("diff", "--raw", "--abbrev=4", parent, made)).toMatch(
      /^:000000 100644 0000 \w{4} A\taccess\/grants\/okta\/new\/x\.yaml$/,
    );
    expect(git("fsck", "--strict", "--no-dangling")).toBe("");
  });

  it("does not move an existing branch", async () => {
    const { root, git } = aWorkplace();
    const parent = git("rev-parse", "HEAD");
    const first = await commitOnNewBranch(root, file(parent));
    await expect(commitOnNewBranch(root, { ...file(parent), text: "user: y\n" })).rejects.toThrow(
      "git update-ref failed",
    );
    expect(git("rev-parse", "request/x")).toBe(first);
  });

  it("writes the message unchanged, without options, comments or a shell", async () => {
    const { root, git } = aWorkplace();
    await commitOnNewBranch(root, {
      ...file(git("rev-parse", "HEAD")),
      message: "--amend $(touch x) `id`\n\n# kept\n",
    });
    expect(git("log", "-1", "--format=%B", "request/x")).toBe("--amend $(touch x) `id`\n\n# kept");
  });
});
