import { spawn, spawnSync } from "node:child_process";
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { CliEnvironment } from "../../src/cli/environment.ts";
import { sandboxVariables } from "../../src/cli/commands/sandbox.ts";
import { githubVariables, startGithubSession } from "../../src/cli/github-session.ts";
import { startCompanySandbox } from "../../src/cli/sandbox-session.ts";
import { systemClock } from "../../src/cli/system-clock.ts";

const folder = mkdtempSync(join(tmpdir(), "rolecall-bundle-test-"));
const bundle = join(folder, "dist");

interface Ran {
  readonly code: number | null;
  readonly log: string;
  readonly summary: string;
  readonly outputs: string;
}

/** Runs the bundle as the runner does: another process, inputs as variables, files for outputs and summary. */
async function action(
  inputs: Readonly<Record<string, string>>,
  env: Readonly<Record<string, string>> = {},
): Promise<Ran> {
  await isBuilt();
  const own = mkdtempSync(join(folder, "run-"));
  const files = { GITHUB_STEP_SUMMARY: join(own, "summary.md"), GITHUB_OUTPUT: join(own, "outputs.txt") };
  for (const file of Object.values(files)) writeFileSync(file, "");
  const variables = Object.entries(inputs).map(([name, value]) => [`INPUT_${name.toUpperCase()}`, value] as const);
  const child = spawn(process.execPath, [join(bundle, "main.mjs")], {
    cwd: folder,
    env: {
      PATH: process.env["PATH"],
      ...files,
      GITHUB_WORKSPACE: folder,
      RUNNER_TEMP: folder,
      ...env,
      ...Object.fromEntries(variables),
    },
  });
  const log: string[] = [];
  for (const stream of [child.stdout, child.stderr]) stream.on("data", (chunk: Buffer) => log.push(chunk.toString()));
  const code = await new Promise<number | null>((settle) => child.on("close", settle));
  return {
    code,
    log: log.join(""),
    summary: readFileSync(files.GITHUB_STEP_SUMMARY, "utf8"),
    outputs: readFileSync(files.GITHUB_OUTPUT, "utf8"),
  };
}

const surroundings: CliEnvironment = {
  cwd: process.cwd(),
  env: {},
  clock: systemClock,
  random: () => 0.5,
  out: () => undefined,
  err: () => undefined,
  isInteractive: false,
  ask: async () => "",
  signal: new AbortController().signal,
};

/** Builds the bundle of these sources: the committed one is the last release's. Each case prepares its company meanwhile. */
async function build(): Promise<void> {
  const child = spawn(process.execPath, [".ci/bundle.mjs", "--cached", bundle], {
    stdio: ["ignore", "ignore", "inherit"],
  });
  const code = await new Promise<number | null>((settle) => child.on("close", settle));
  expect(code, "the bundle was not built").toBe(0);
}

let built: Promise<void> | undefined;
const isBuilt = (): Promise<void> => (built ??= build());

beforeAll(() => {
  void isBuilt().catch(() => undefined);
  cpSync("access", join(folder, "change", "access"), { recursive: true });
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

// Concurrent, because each case mostly waits for the process that it starts: the client pauses between two notifications.
describe.concurrent("the bundle without the sources and their packages", () => {
  it("validates files: it contains the schemas, validators and version", async () => {
    const done = await action({ command: "validate", arguments: "--root=change\n--at=2026-12-01T09:00:00Z" });
    expect(done.code).toBe(0);
    expect(done.summary).toContain(" users, ");
    expect(done.outputs).toMatch(/^exit-code<<(\S+)\n0\n\1\n/);
  });

  it("reports an invalid field as an annotation", async () => {
    const root = join(folder, "wrong");
    cpSync("access", join(root, "access"), { recursive: true });
    writeFileSync(join(root, "access/roles/wrong.yaml"), 'id: wrong\n"::add-mask::nmae": x\n');
    const done = await action({ command: "validate", arguments: "--root=wrong" });
    expect(done.code).toBe(1);
    expect(done.log).toMatch(/^::error title=schema\/unknown-field,file=access\/roles\/wrong.yaml,line=2,/m);
    expect(done.log).not.toMatch(/^::add-mask::/m);
  });

  it("plans with the libraries of both providers, and masks their credentials first", async () => {
    const sandbox = await startCompanySandbox({ root: ".", drift: "repairable" }, surroundings);
    try {
      const env = sandboxVariables(sandbox);
      const done = await action({ command: "plan", arguments: "--root=change\n--out=plan.json", accept: "3,4" }, env);
      expect(done.log).not.toContain("::error::");
      expect(done.code).toBe(0);
      expect(done.log.startsWith(`::add-mask::${sandbox.token}\n`)).toBe(true);
      const plan = readFileSync(join(folder, "plan.json"), "utf8");
      expect(JSON.parse(plan)).toMatchObject({ version: 1 });
      expect(`${done.summary}${done.outputs}${plan}`).not.toContain(sandbox.token);
      expect(done.log.replace(`::add-mask::${sandbox.token}`, "")).not.toContain(sandbox.token);
    } finally {
      await sandbox.close();
    }
  });

  it("opens a pull request for an issue: the event's file, git and GitHub's library", async () => {
    const root = join(folder, "tip");
    cpSync("access", join(root, "access"), { recursive: true });
    const git = (...argv: readonly string[]) => spawnSync("git", argv, { cwd: root, encoding: "utf8" });
    const me = ["-c", "user.name=Test", "-c", "user.email=test@acme.example"];
    for (const argv of [
      ["init", "-q", "-b", "main"],
      ["add", "-A"],
      [...me, "commit", "-q", "-m", "Start"],
    ])
      git(...argv);
    git("remote", "add", "origin", ".");
    const github = await startGithubSession({ root }, { ...surroundings, env: { PATH: process.env["PATH"] } });
    try {
      github.state.openIssue({ by: "chidi-eze", title: "Access request" });
      const event = join(folder, "event.json");
      const body = ["okta/prod-db-admin", "", "Migrate $(touch x) ::add-mask::y", "INC-1", "PT3H"];
      const labels = ["What is needed", "For whom", "Reason", "Ticket", "Until"];
      const text = labels.map((label, at) => `### ${label}\n\n${body[at] ?? ""}`).join("\n\n");
      const user = { login: "chidi-eze", id: 7310045 };
      const issue = { number: 1, labels: [{ name: "access-request" }], user, body: text };
      writeFileSync(event, JSON.stringify({ action: "opened", issue }));
      const identity = { NAME: "github-actions[bot]", EMAIL: "41898282+github-actions[bot]@users.noreply.github.com" };
      const env = Object.fromEntries(
        Object.entries(identity).flatMap(([name, value]) => [
          [`GIT_AUTHOR_${name}`, value],
          [`GIT_COMMITTER_${name}`, value],
        ]),
      );
      const done = await action(
        { command: "request", arguments: "--root=tip", accept: "3" },
        { ...env, ...githubVariables(github), GITHUB_EVENT_PATH: event },
      );
      expect([done.code, github.state.comments(1).map((comment) => comment.body)]).toEqual([
        0,
        [expect.stringMatching(/Pull request opened:\*\* \S+\/pull\/2\n/)],
      ]);
      expect(git("log", "-1", "--format=%an", "request/chidi-eze/okta/prod-db-admin").stdout).toBe(
        "github-actions[bot]\n",
      );
      expect(done.log).not.toMatch(/^::add-mask::y/m);
      expect(done.log.replace(`::add-mask::${github.appToken}`, "")).not.toContain(github.appToken);
    } finally {
      await github.close();
    }
  });

  it("includes the licenses of its packages", async () => {
    await isBuilt();
    const notices = readFileSync(join(bundle, "THIRD-PARTY-NOTICES.txt"), "utf8");
    for (const name of ["@okta/okta-sdk-nodejs 8", "googleapis 178", "@actions/core 3", "yaml 2", "commander 14"])
      expect(notices).toContain(`\n${name}`);
  });
});

it("contains no package of the sample comments' pages, which the action does not show", async () => {
  await isBuilt();
  const notices = readFileSync(join(bundle, "THIRD-PARTY-NOTICES.txt"), "utf8");
  expect(notices).toMatch(/^commander \d/m);
  expect(notices).not.toMatch(/^micromark[\w-]* \d/m);
});
