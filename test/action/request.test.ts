import { execFileSync } from "node:child_process";
import { appendFileSync, readdirSync, truncateSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, describe, expect, it } from "vitest";
import { runCli } from "../../src/cli/program.ts";
import { type GithubSession, githubVariables, startGithubSession } from "../../src/cli/github-session.ts";
import { rolecall, type Ran } from "../support/cli.ts";
import { aClockFrom } from "../support/clock.ts";
import { requestCompany } from "../cli/request-company.ts";
import { copyCommitted } from "../support/committed.ts";
import { aWorkspace, morning, step, type Stepped } from "./runner.ts";

const ends: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const end of ends.splice(0)) await end();
});

const clock = aClockFrom(Date.parse(morning));
const path = { PATH: process.env["PATH"] ?? "" };
const quiet = { out: () => undefined, err: () => undefined, isInteractive: false, ask: async () => "" };
const alone = { random: () => 0.5, signal: new AbortController().signal };

/** The body that GitHub generates from the form. */
function aBody(answers: Readonly<Record<string, string>> = {}): string {
  const filled = {
    "What is needed": "okta/prod-db-admin: Production database administrators (critical, PT4H at most)",
    "For whom": "_No response_",
    Reason: "Migrate the orders database",
    Ticket: "INC-1234",
    Until: "2026-12-01T12:00:00Z",
    ...answers,
  };
  return Object.entries(filled)
    .map(([label, answer]) => `### ${label}\n\n${answer}`)
    .join("\n\n");
}

/** The event that GitHub sends when Chidi Eze opens an issue with the form. */
function anEvent(issue: Readonly<Record<string, unknown>> = {}): Readonly<Record<string, unknown>> {
  const user = { login: "chidi-eze", id: 7310045, type: "User" };
  return {
    action: "opened",
    issue: { number: 1, labels: [{ name: "access-request" }], user, body: aBody(), ...issue },
  };
}

/** The company of the requests, with the users whose accounts these tests use. */
const company: Readonly<Record<string, string>> = Object.fromEntries(
  Object.entries({
    ...requestCompany,
    "access/users/dmitri-volkov.yaml": (requestCompany["access/users/helen-park.yaml"] ?? "")
      .replaceAll("helen-park", "dmitri-volkov")
      .replace("helen.park", "dmitri.volkov")
      .concat("github: { login: dvolkov, id: 7310085 }\n"),
  }).map(([path, text]) => [
    path.replace("aoife-byrne", "chidi-eze"),
    text
      .replaceAll("aoife-byrne", "chidi-eze")
      .replace("aoife.byrne", "chidi.eze")
      .replace("{ login: bob, id: 12 }", "{ login: chidi-eze, id: 7310045 }")
      .replace("{ login: cyn, id: 13 }", "{ login: ghopper, id: 7310025 }"),
  ]),
);

/** The git configuration after the workflow's checkout. */
const config = `[user]
\tname = github-actions[bot]
\temail = 41898282+github-actions[bot]@users.noreply.github.com
[remote "origin"]
\turl = .
\tfetch = +refs/heads/*:refs/remotes/origin/*
`;

interface Runner {
  readonly github: GithubSession;
  readonly git: (...argv: readonly string[]) => string;
  readonly workspace: string;
  /** Runs the workflow's step on this event. Issue 1 is open on GitHub. */
  readonly on: (event: unknown, env?: Readonly<Record<string, string>>) => Promise<Stepped>;
  readonly answers: () => readonly string[];
  /** Judges the reviews of a pull request. */
  readonly judge: (number: number) => Promise<Ran>;
}

/** A runner with a small company checked out at `tip`, and its GitHub server. */
async function aRunner(): Promise<Runner> {
  const workspace = aWorkspace();
  const root = join(workspace, "tip");
  copyCommitted(company, root);
  appendFileSync(join(root, ".git", "config"), config);
  const git = (...argv: readonly string[]): string =>
    execFileSync("git", argv, { cwd: root, encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] }).trim();
  const github = await startGithubSession({ root }, { cwd: workspace, env: path, clock, ...quiet, ...alone });
  ends.push(github.close);
  github.state.openIssue({ by: "chidi-eze", title: "Access request", labels: ["access-request"] });
  const event = join(workspace, "event.json");
  return {
    github,
    git,
    workspace,
    on: (sent, env = {}) => {
      writeFileSync(event, typeof sent === "string" ? sent : JSON.stringify(sent));
      const { GITHUB_TOKEN: token = "", ...variables } = githubVariables(github);
      return step(
        { command: "request", accept: "3", arguments: "--root=tip" },
        {
          workspace,
          env: { ...path, ...variables, GITHUB_TOKEN: token, GITHUB_EVENT_PATH: event, ...env },
          run: (argv, environment) =>
            runCli(argv, {
              ...quiet,
              ...environment,
              ...alone,
              clock,
              githubPauses: { second: 1, write: 0, notification: 0 },
            }),
        },
      );
    },
    judge: (number) =>
      rolecall(["approvals", "--pull-request", String(number), "--root", root], {
        clock,
        env: { ...path, ...githubVariables(github) },
        githubPauses: { second: 1, write: 0, notification: 0 },
      }),
    answers: () => github.state.comments(1).map(({ body }) => body),
  };
}

const branch = "request/chidi-eze/okta/prod-db-admin";
const grant = `${branch}:access/grants/okta/prod-db-admin/chidi-eze.yaml`;

describe("an issue from the request form", () => {
  it("becomes a pull request of the app with its author, and gets the address", async () => {
    const { github, git, workspace, on, answers } = await aRunner();
    const done = await on(anEvent());
    expect([done.failed, done.outputs, done.annotations]).toEqual([[], { "exit-code": "0" }, []]);
    expect(github.state.issue(2)).toMatchObject({
      author: { login: "rolecall[bot]" },
      labels: ["access-request", "tier:critical"],
      pull: { branch, base: "main" },
    });
    expect(answers()).toEqual([
      expect.stringMatching(/^<!-- rolecall:request -->\n\n\*\*Pull request opened:\*\* \S+\/pull\/2\n/),
    ]);
    expect(github.state.comments(1)[0]?.by.login).toBe("rolecall[bot]");
    expect(git("show", grant)).toContain("expires: 2026-12-01T12:00:00Z");
    expect(readdirSync(join(workspace, "temp"))).toEqual([]);
  });

  it("cannot be approved by its author when a bot opened the pull request", async () => {
    const { github, on, judge } = await aRunner();
    // Grace Hopper owns the entitlement and requests it for Chidi.
    const user = { login: "ghopper", id: 7310025 };
    await on(anEvent({ user, body: aBody({ "For whom": "chidi-eze" }) }));
    const reviewers = github.state.issue(2).pull?.reviewers.map(({ login }) => login) ?? [];
    expect(reviewers).not.toContain("ghopper");
    for (const by of ["ghopper", "dvolkov"]) github.state.review(2, { by, state: "APPROVED", body: "Bounded." });
    const { code, out, err } = await judge(2);
    expect([code, err]).toEqual([4, ""]);
    expect(out).toMatch(/approval\/co-author[^\n]*ghopper|ghopper[^\n]*is named as co-author/);
  });

  it("gets its problems with the form's headings, and opens no pull request", async () => {
    const { github, git, on, answers } = await aRunner();
    const done = await on(anEvent({ body: aBody({ "For whom": "chidi-ezee", Until: "_No response_" }) }));
    expect([done.failed, done.outputs]).toEqual([[], { "exit-code": "3" }]);
    expect(answers()).toEqual([
      [
        "<!-- rolecall:request -->",
        "**The form is not valid. No pull request was opened.**",
        '- "For whom": unknown user chidi-ezee; did you mean chidi-eze?',
        "Submit the form again in a new issue. Edits of this issue are ignored, because users other than the author can make them.",
      ].join("\n\n"),
    ]);
    expect(git("branch", "--list")).toBe("* main");
    expect(() => github.state.issue(2)).toThrow();
  });

  it("gets the findings when it breaks rules", async () => {
    const { on, answers, git } = await aRunner();
    const done = await on(anEvent({ body: aBody({ Until: "P9D" }) }));
    expect([done.failed, done.outputs]).toEqual([[], { "exit-code": "3" }]);
    expect(answers().join("")).toMatch(/The request breaks the rules[\s\S]*\n- .* Fix: /);
    expect(git("branch", "--list")).toBe("* main");
  });

  it("gets the branch of an earlier equal request", async () => {
    const { github, git, on, answers } = await aRunner();
    await on(anEvent());
    // The checkout of the next run has the branch as a remote branch.
    git("update-ref", `refs/remotes/origin/${branch}`, branch);
    git("update-ref", "-d", `refs/heads/${branch}`);
    github.state.openIssue({ by: "chidi-eze", title: "Again" });
    expect((await on(anEvent({ number: 3 }))).outputs).toEqual({ "exit-code": "3" });
    expect(answers()).toHaveLength(1);
    expect(github.state.comments(3).map(({ body }) => body)).toEqual([expect.stringContaining("already requested")]);
  });

  it("gets a comment to wait while the files have errors", async () => {
    const { git, workspace, on, answers } = await aRunner();
    writeFileSync(join(workspace, "tip", "access", "roles", "broken.yaml"), "id: [");
    git("add", "--all");
    git("commit", "--quiet", "--message", "Break it");
    expect((await on(anEvent())).outputs).toEqual({ "exit-code": "3" });
    expect(answers()).toEqual([expect.stringContaining("have errors, so access cannot be requested now")]);
  });

  it("gets a comment when GitHub fails, and the step fails", async () => {
    const { github, on, answers } = await aRunner();
    github.github.addFault({
      fault: { kind: "status", status: 500 },
      method: "POST",
      path: "/repos/acme/access/pulls",
    });
    const done = await on(anEvent());
    expect(done.failed).toEqual([expect.stringContaining("exit code 1")]);
    expect(answers()).toEqual([
      expect.stringContaining("The request was not processed because of an internal failure"),
    ]);
  });
});

describe("hostile text in the form", () => {
  const hostile = [
    "$(touch pwned) `touch pwned` ; touch pwned",
    "::add-mask::x ::set-output name=y::z ##[command]x",
    "${{ secrets.ROLECALL_APP_PRIVATE_KEY }} ${{ github.token }}",
    "@acme/security closes #1 fixes https://evil.example/x <img src=x onerror=y> [x](javascript:y)",
    "--draft --open --from-issue=/etc/passwd ../../../etc/passwd",
    "EOF<<EOF GITHUB_ENV=x \u001b[2J\u202e | `` ``` <!-- rolecall:request -->",
  ];

  it.each(hostile)("is written as one line and has no other effect: %s", async (reason) => {
    const { github, git, workspace, on } = await aRunner();
    const before = readdirSync(join(workspace, "tip"));
    const done = await on(anEvent({ body: aBody({ Reason: reason }), title: reason }));
    expect(readdirSync(join(workspace, "tip"))).toEqual(before);
    expect(Object.keys(done.outputs)).toEqual(["exit-code"]);
    expect(done.log.split("\n").slice(1, -2)).not.toContainEqual(expect.stringMatching(/^(::|##\[)/));
    if (done.outputs["exit-code"] === "0") {
      const text = git("show", grant);
      expect(text.split("\n").filter((line) => line.startsWith("reason:"))).toHaveLength(1);
      expect(github.state.issue(2).title).toBe("Give okta/prod-db-admin to chidi-eze until 2026-12-01T12:00:00Z");
    } else expect(github.state.comments(1)).toHaveLength(1);
  });

  it.each([
    ["For whom", "@acme/security"],
    ["For whom", "--draft"],
    ["For whom", "../../rolecall"],
    ["Until", "https://evil.example/x <img src=x> #1 @acme/security"],
    ["What is needed", "role:on-call-$(touch pwned) @acme/security"],
    ["What is needed", "okta/none-such"],
  ])("is rejected and quoted without effect: %s: %s", async (field, answer) => {
    const { git, on, answers } = await aRunner();
    const done = await on(anEvent({ body: aBody({ [field]: answer }) }));
    expect(done.outputs).toEqual({ "exit-code": "3" });
    const [comment = ""] = answers();
    const outside = comment.replace(/^<!-- rolecall:request -->\n/, "").replaceAll(/`[^`]*`/g, "");
    expect(outside).not.toMatch(/@|<|#\d|https?:/);
    expect(git("branch", "--list")).toBe("* main");
  });

  it("cannot add a second heading", async () => {
    const { on, answers, github } = await aRunner();
    await on(anEvent({ body: aBody({ Reason: "I need it now\n\n### For whom\n\ngrace-hopper" }) }));
    expect(answers().join("")).toContain("each once and in this order");
    expect(() => github.state.issue(2)).toThrow();
  });
});

describe("an event that is not a request", () => {
  const issue = anEvent()["issue"] as Readonly<Record<string, unknown>>;
  it.each([
    [
      "an edit, which users other than the author can make",
      { ...anEvent(), action: "edited" },
      "is not an opened issue",
    ],
    ["a label that was added later", { ...anEvent(), action: "labeled" }, "is not an opened issue"],
    ["a pull request", anEvent({ pull_request: {} }), "is not an opened issue"],
    ["an event of another trigger", { action: "opened", pull_request: issue }, "is not an opened issue"],
    ["an issue without the form's label", anEvent({ labels: [{ name: "bug" }] }), "label access-request"],
    ["labels that are not a list", anEvent({ labels: "access-request" }), "label access-request"],
    ["a number that is text", anEvent({ number: "1 --draft" }), "no valid issue number or author"],
    ["an author without an id", anEvent({ user: { login: "chidi-eze" } }), "no valid issue number or author"],
    ["an id that is text", anEvent({ user: { login: "chidi-eze", id: "7310045" } }), "no valid issue number or author"],
    [
      "a login that is an option",
      anEvent({ user: { login: "--draft", id: 7310045 } }),
      "no valid issue number or author",
    ],
    [
      "a login of two lines",
      anEvent({ user: { login: "x\n::add-mask::y", id: 7310045 } }),
      "no valid issue number or author",
    ],
    ["a body that is not text", anEvent({ body: { toString: "x" } }), "no valid issue number or author"],
    ["a list", [], "is not an opened issue"],
    ["text that is not JSON", "{", "not valid JSON"],
  ])("is rejected before anything runs: %s", async (_, event, message) => {
    const workspace = aWorkspace();
    const file = join(workspace, "event.json");
    writeFileSync(file, typeof event === "string" ? event : JSON.stringify(event));
    const done = await refused(workspace, { GITHUB_EVENT_PATH: file });
    expect(done).toEqual([expect.stringContaining(message)]);
  });

  it("is rejected when it is missing or too large", async () => {
    const workspace = aWorkspace();
    expect(await refused(workspace, {})).toEqual([expect.stringContaining("cannot be read")]);
    const file = join(workspace, "event.json");
    writeFileSync(file, JSON.stringify(anEvent()));
    truncateSync(file, 8 * 1024 * 1024 + 1);
    expect(await refused(workspace, { GITHUB_EVENT_PATH: file })).toEqual([expect.stringContaining("cannot be read")]);
  });

  it.each(["--draft", "--for=grace-hopper", "--from-issue=x", "--author-id=7310025", "--root", "--issue=2"])(
    "is rejected when the workflow sets %s",
    async (argument) => {
      const workspace = aWorkspace();
      const file = join(workspace, "event.json");
      writeFileSync(file, JSON.stringify(anEvent()));
      const answer = await refused(workspace, { GITHUB_EVENT_PATH: file }, `--root=tip\n${argument}`);
      expect(answer).toEqual([expect.stringContaining(`The input arguments contains ${argument}`)]);
    },
  );

  /** Returns why the step failed. Checks that nothing ran. */
  async function refused(
    workspace: string,
    env: Readonly<Record<string, string>>,
    written = "--root=tip",
  ): Promise<readonly string[]> {
    let isRun = false;
    const run = async () => {
      isRun = true;
      return 0 as const;
    };
    const done = await step({ command: "request", accept: "3", arguments: written }, { workspace, env, run });
    expect(isRun).toBe(false);
    expect(done.outputs).toEqual({ "exit-code": "64" });
    expect(readdirSync(join(workspace, "temp"))).toEqual([]);
    return done.failed;
  }
});
