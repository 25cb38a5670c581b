import { parseLags } from "../../src/cli/commands/sandbox-lags.ts";
import { execFileSync } from "node:child_process";
import { readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, describe, expect, it } from "vitest";
import { parseFault } from "../../src/cli/commands/sandbox.ts";
import type { CliEnvironment } from "../../src/cli/environment.ts";
import { type GithubSession, githubVariables, startGithubSession } from "../../src/cli/github-session.ts";
import type { StateDifference, StateDump } from "../../src/sandbox/core/state-dump.ts";
import { rolecall, type Ran } from "../support/cli.ts";
import { aClockFrom } from "../support/clock.ts";
import { aCompany, aFolder, morning } from "../support/sandboxed.ts";

interface SandboxDump {
  readonly requests: Readonly<Record<string, number>>;
  readonly changes: readonly StateDifference[];
  readonly state: StateDump;
}

const ends: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const end of ends.splice(0)) await end();
});

const quiet = { isInteractive: false, ask: async () => "", signal: new AbortController().signal };
const surroundings = { cwd: process.cwd(), env: { PATH: process.env["PATH"] }, random: () => 0.1, ...quiet };
const entitlement = "okta/prod-db-admin";
const branch = `request/chidi-eze/${entitlement}`;

/** The sample company in a repository without a remote, worked in by Chidi Eze. */
function aRepository() {
  const root = aCompany();
  const git = (...argv: readonly string[]): string =>
    execFileSync("git", argv, { cwd: root, encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] }).trim();
  git("init", "--quiet", "--initial-branch", "main");
  git("config", "user.name", "Chidi Eze");
  git("config", "user.email", "Chidi.Eze@acme.example");
  git("add", "--all");
  git("commit", "--quiet", "--message", "The company as it is");
  git("remote", "add", "sandbox", ".");
  return { root, git };
}

interface ByHand {
  readonly github: GithubSession;
  readonly run: (argv: readonly string[], token?: string) => Promise<Ran>;
}

async function byHand(root: string, person?: string): Promise<ByHand> {
  const clock = aClockFrom(Date.parse(morning));
  const environment = { ...surroundings, clock, out: () => undefined, err: () => undefined };
  const options = { root, ...(person === undefined ? {} : { person }) };
  const github = await startGithubSession(options, environment);
  ends.push(github.close);
  const run = (argv: readonly string[], token = github.appToken): Promise<Ran> =>
    rolecall([...argv, "--root", root], {
      clock,
      env: { ...surroundings.env, ...githubVariables(github), GITHUB_TOKEN: token },
      githubPauses: { second: 1, write: 0, notification: 0 },
    });
  return { github, run };
}

const ask = ["request", "--entitlement", entitlement, "--reason", "Migrate the orders database", "--ticket", "INC-1"];
const openIt = [...ask, "--for-duration", "PT3H", "--no-input", "--open", "--remote", "sandbox"];

describe("the GitHub server of rolecall sandbox", () => {
  it("accepts a request, judges its reviews, and detects its merge in one repository without a server", async () => {
    const { root, git } = aRepository();
    const { github, run } = await byHand(root);
    expect(github.personal?.user.id).toBe("chidi-eze");
    const opened = await run(openIt, github.personal?.token);
    expect([opened.err, opened.code]).toEqual(["", 0]);
    expect(github.state.issue(1)).toMatchObject({ author: { login: "chidi-eze" }, pull: { branch, base: "main" } });

    const judge = ["approvals", "--pull-request", "1", "--publish"];
    expect((await run(judge)).code).toBe(4);
    for (const by of ["ghopper", "dvolkov"]) github.state.review(1, { by, state: "APPROVED", body: "Bounded." });
    const judged = await run(judge);
    expect([judged.err, judged.code]).toEqual(["", 0]);
    const checks = github.state.checkRuns(git("rev-parse", branch)).map(({ conclusion }) => conclusion);
    expect(checks.at(-1)).toBe("success");

    expect((await run(["comment", "--pull-request", "1"])).code).toBe(0);
    expect(github.state.comments(1).map(({ by }) => by.login)).toEqual(["rolecall[bot]"]);

    git("merge", "--quiet", "--squash", branch);
    git("commit", "--quiet", "--message", "Give Chidi the production databases (#1)");
    await run(judge);
    expect(github.state.issue(1)).toMatchObject({
      state: "closed",
      pull: { merged: { sha: git("rev-parse", "HEAD") } },
    });
  });

  it("accepts reviews over HTTP, by the token of each user, until the request is approved", async () => {
    const { root } = aRepository();
    const { github, run } = await byHand(root);
    await run(openIt, github.personal?.token);
    const review = async (user: string): Promise<number> => {
      const token = github.personal?.token.replace(/chidi-eze$/, user) ?? "";
      const { status } = await fetch(`${github.github.url}/repos/${github.repository}/pulls/1/reviews`, {
        method: "POST",
        headers: { authorization: `Bearer ${token}` },
        body: JSON.stringify({ event: "APPROVE", body: "Bounded and ticketed." }),
      });
      return status;
    };
    const judge = ["approvals", "--pull-request", "1"];
    expect(await review("chidi-eze")).toBe(422);
    expect(await review("not-a-user")).toBe(401);
    expect([await review("grace-hopper"), (await run(judge)).code]).toEqual([200, 4]);
    expect([await review("dmitri-volkov"), (await run(judge)).code]).toEqual([200, 0]);
  });

  it("treats a commit on main without a pull request as a direct push, and an amended one as a forced push", async () => {
    const { root, git } = aRepository();
    const { github, run } = await byHand(root);
    await run(openIt);
    const judge = (): Promise<Ran> => run(["approvals", "--pull-request", "1"]);
    git("commit", "--quiet", "--allow-empty", "--message", "Without a pull request (#9)");
    await judge();
    expect(github.state.tip("main")).toBe(git("rev-parse", "main"));
    expect(github.state.issue(1).state).toBe("open");

    const file = join(root, `access/grants/${entitlement}/chidi-eze.yaml`);
    git("switch", "--quiet", branch);
    writeFileSync(file, git("show", `${branch}:access/grants/${entitlement}/chidi-eze.yaml`).replace("INC-1", "INC-2"));
    git("commit", "--quiet", "--all", "--amend", "--message", "Another ticket");
    await judge();
    expect(github.state.issue(1).pull?.commits.map(({ sha }) => sha)).toEqual([git("rev-parse", branch)]);
  });

  it("identifies the pusher when the commit's author has no account", async () => {
    const { root, git } = aRepository();
    git("config", "user.email", "somebody@else.example");
    const { github, run } = await byHand(root, "chidi-eze");
    expect((await run([...openIt, "--user", "chidi-eze"])).code).toBe(0);
    expect(github.state.issue(1).pull?.commits.map(({ author }) => author)).toEqual([null]);
    const judged = await run(["approvals", "--pull-request", "1"]);
    expect([judged.err, judged.code]).toEqual(["", 4]);
  });

  it("accepts only the printed tokens, each for its own account", async () => {
    const { root } = aRepository();
    const { github, run } = await byHand(root, "grace-hopper");
    expect(github.personal?.user.id).toBe("grace-hopper");
    const stranger = await run(["approvals", "--pull-request", "1"], "ghp_made-up");
    expect([stranger.code, stranger.err]).toEqual([1, expect.stringContaining("does not accept the token")]);
  });

  it("rejects a person without an account", async () => {
    const { root } = aRepository();
    await expect(byHand(root, "not-a-user")).rejects.toThrow("--person not-a-user: expected the id of a user");
  });

  it("has no branches when the folder is not in a git repository", async () => {
    const { root } = aRepository();
    rmSync(join(root, ".git"), { recursive: true });
    const { github, run } = await byHand(root);
    expect(github.state.tip("main")).toBe("0".repeat(40));
    expect((await run(openIt)).err).toContain("this folder is not in a git repository");
  });
});

describe("rolecall sandbox", () => {
  /** Starts the sandbox, uses its output, and stops it. */
  async function running(argv: readonly string[], meanwhile: (out: string) => Promise<void>): Promise<Ran> {
    const { root } = aRepository();
    const stop = new AbortController();
    let printed = "";
    let errors = "";
    let failed: unknown;
    const changes: Partial<CliEnvironment> = {
      env: surroundings.env,
      signal: stop.signal,
      out: (text) => void (printed += text),
      err: (text) => {
        errors += text;
        if (!text.startsWith("The sandbox runs")) return;
        meanwhile(printed)
          .catch((problem: unknown) => (failed = problem))
          .finally(() => stop.abort());
      },
    };
    const { code } = await rolecall(["sandbox", ...argv, "--root", root], changes);
    if (failed !== undefined) throw failed;
    return { code, out: printed, err: errors };
  }

  it("prints the variables of Okta and Google, then those of GitHub, and a personal token", async () => {
    const { code, out, err } = await running([], async () => undefined);
    expect(code).toBe(0);
    expect(out.split("\n").map((line) => /^export (\w+)=\S+$/.exec(line)?.[1] ?? line)).toEqual([
      "ROLECALL_OKTA_URL",
      "ROLECALL_GOOGLE_URL",
      "OKTA_CLIENT_TOKEN",
      "GOOGLE_OAUTH_ACCESS_TOKEN",
      "GITHUB_API_URL",
      "GITHUB_REPOSITORY",
      "GITHUB_TOKEN",
      "ROLECALL_GITHUB_APP",
      "",
    ]);
    expect(out).toContain("export GITHUB_REPOSITORY=acme/access\n");
    expect(err).toMatch(/To act as chidi-eze: export GITHUB_TOKEN=ghp_\S+\n/);
  });

  it("accepts a fault for GitHub", async () => {
    const statuses: number[] = [];
    await running(["--fault", "github 500 GET /repos"], async (out) => {
      const [, url = ""] = /GITHUB_API_URL=(\S+)/.exec(out) ?? [];
      const [, token = ""] = /GITHUB_TOKEN=(\S+)/.exec(out) ?? [];
      for (const path of ["/repos/acme/access", "/repos/acme/access"])
        statuses.push((await fetch(url + path, { headers: { authorization: `Bearer ${token}` } })).status);
    });
    expect(statuses).toContain(500);
  });

  it("writes its state, what changed, and its requests by rate limit to a file", async () => {
    const file = join(aFolder(), "dump.json");
    await running(["--dump", file], async (out) => {
      const [, url = ""] = /ROLECALL_OKTA_URL=(\S+)/.exec(out) ?? [];
      const [, token = ""] = /OKTA_CLIENT_TOKEN=(\S+)/.exec(out) ?? [];
      const headers = { authorization: `SSWS ${token}`, "content-type": "application/json" };
      const [user] = (await (await fetch(`${url}/api/v1/users?limit=1`, { headers })).json()) as { id: string }[];
      const body = JSON.stringify({ profile: { title: "Countess" } });
      await fetch(`${url}/api/v1/users/${user?.id}`, { method: "POST", headers, body });
    });
    const { okta, google } = JSON.parse(readFileSync(file, "utf8")) as Record<string, SandboxDump>;
    expect(okta?.requests).toEqual({ users: 1, "user-write": 1 });
    expect(okta?.changes).toMatchObject([{ kind: "users", after: { profile: { title: "Countess" } } }]);
    expect(Object.keys(google?.state["users"] ?? {}).length).toBeGreaterThan(1);
    expect(google?.changes).toEqual([]);
    expect(statSync(file).mode & 0o777).toBe(0o600);
  });

  it("accepts a fault for each server", () => {
    expect(parseFault("github 500 GET /repos")).toMatchObject({ system: "github", rule: { method: "GET" } });
    expect(() => parseFault("gitlab 500")).toThrow("--fault gitlab 500");
  });
});

describe("rolecall sandbox --lag", () => {
  it("takes the lags of each server, and names them where one is not known", () => {
    expect(parseLags(["okta search 10s", "google nested 10m", "google search 36h"])).toEqual({
      okta: { searchLagMs: 10_000 },
      google: { nestedLagMs: 600_000, searchLagMs: 129_600_000 },
    });
    for (const text of ["okta nested 10s", "okta search soon", "github search 1s", "okta toString 1s"])
      expect(() => parseLags([text])).toThrow(`--lag ${text}: write it as 'okta search 10s'`);
  });
});
