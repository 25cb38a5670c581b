import { mkdirSync, writeFileSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { dirname, join, resolve } from "node:path";
import { OperationalError } from "../../diagnostics/user-error.ts";
import type { GithubOptions } from "../../github/client.ts";
import type { Prompts } from "../../ports/prompts.ts";
import { forTerminal } from "../../report/escape.ts";
import type { RequestOutcome } from "../../report/request/outcome.ts";
import { renderRequest } from "../../report/request/render-request.ts";
import { renderFindings } from "../../report/text/findings.ts";
import type { AccessRequest } from "../../workflow/request/access-request.ts";
import type { RequestEvent } from "../../workflow/request/events.ts";
import { requestAccess } from "../../workflow/request/request-access.ts";
import { Stopped } from "../../workflow/request/requested-access.ts";
import type { CliEnvironment } from "../environment.ts";
import { type ExitCode, exitCodes } from "../exit-codes.ts";
import { instantOf } from "../inputs.ts";
import { terminalPrompts } from "../terminal-prompts.ts";
import { connectGithub } from "../wiring/github.ts";
import { pullRequestOpener } from "../wiring/pull-request-opener.ts";
import { workspaceOf } from "../wiring/workspace.ts";

/** The options of `rolecall request`. */
export interface RequestOptions extends AccessRequest {
  readonly root: string;
  readonly at?: string;
}

/** Replaces the terminal and the pauses of GitHub's client. For tests. */
export interface RequestEdges {
  readonly prompts?: () => Promise<Prompts>;
  readonly pauses?: GithubOptions["pauses"];
}

const codes: Readonly<Record<RequestOutcome["kind"], ExitCode>> = {
  opened: exitCodes.done,
  done: exitCodes.done,
  "files-have-errors": exitCodes.findings,
  refused: exitCodes.findings,
  "invalid-request": exitCodes.findings,
};

/**
 * `rolecall request`: generates the file of the requested grant, judges it before anything is written, and commits it on a
 * new branch. `--push` and `--open` push the branch and open a pull request. In a folder without git, only the file is written.
 */
export async function request(
  options: RequestOptions,
  environment: CliEnvironment,
  { prompts = terminalPrompts, pauses = environment.githubPauses }: RequestEdges = {},
): Promise<ExitCode> {
  const root = resolve(environment.cwd, options.root);
  try {
    const outcome = await requestAccess(options, instantOf(options, environment), {
      workspace: workspaceOf(options.root, environment),
      prompts: environment.isInteractive && options.input !== false ? prompts : null,
      readIssue: () => issueIn(resolve(environment.cwd, options.fromIssue ?? "")),
      writeFile: (path, text) => writeBelow(root, path, text),
      opener: () => pullRequestOpener(environment, pauses),
      issueWriter: async () => (await connectGithub(environment)).writer,
      onEvent: (event) => show(event, environment),
    });
    return codes[outcome.kind];
  } catch (problem) {
    if (!(problem instanceof Stopped)) throw problem;
    environment.err("Nothing was written.\n");
    return exitCodes.interrupted;
  }
}

function show(event: RequestEvent, { out, err }: CliEnvironment): void {
  switch (event.kind) {
    case "files-have-errors":
      err(`${renderFindings(event.findings)}\nThe files have errors, so access cannot be requested.\n`);
      return;
    case "judged":
      out(renderRequest(event.requested, event.file, event.verdict));
      return;
    case "refused":
      err(`Nothing was written: ${refusals[event.why]}\n`);
      return;
    case "about-to":
      err(`\nThis will:\n${event.steps.map((step) => `  - ${forTerminal(step)}\n`).join("")}`);
      return;
    case "kept":
      err(`To continue with these answers, run:\n  $ rolecall request ${optionsText(event.request)}\n`);
      return;
    case "not-published":
      err(
        `The request is kept on the branch ${event.branch}. To publish it, run: rolecall request --publish ${event.branch}\n`,
      );
      return;
    case "written":
      err(`${event.path} was written. This folder is not in a git repository: submit the file for review yourself.\n`);
      return;
    case "committed":
      out(
        `\nCommitted on the branch ${event.branch} (${event.commit.slice(0, 12)}); the working folder is unchanged.\n`,
      );
      if (event.next !== null)
        err(`Next: git push ${event.next} ${event.branch}, and open a pull request; --open does both.\n`);
      return;
    case "pushed":
      out(`Pushed to ${event.remote}.\n`);
      if (event.isLast) err(`Next: open a pull request for ${event.branch}; --open does this as well.\n`);
      return;
    case "opened":
      out(`Pull request: ${event.url}\n`);
      return;
    case "invalid-request":
      err(`${event.message.split("\n").map(forTerminal).join("\n")}\nNothing was written.\n`);
  }
}

const repeated = [
  ["user", "--user"],
  ["for", "--for"],
  ["entitlement", "--entitlement"],
  ["role", "--role"],
  ["reason", "--reason"],
  ["ticket", "--ticket"],
  ["starts", "--starts"],
  ["expires", "--expires"],
  ["forDuration", "--for-duration"],
  ["base", "--base"],
  ["remote", "--remote"],
] as const;
const switches = [
  ["dryRun", "--dry-run"],
  ["draft", "--draft"],
  ["push", "--push"],
  ["open", "--open"],
] as const;

/** Returns the options of a request as a command line for a shell. */
function optionsText(request: AccessRequest): string {
  return [
    ...repeated.flatMap(([name, flag]) => {
      const value = request[name];
      return value === undefined ? [] : [`${flag} ${shellText(value)}`];
    }),
    ...switches.flatMap(([name, flag]) => (request[name] === true ? [flag] : [])),
  ].join(" ");
}

/** Quotes a text for a shell, where it needs quotes. */
const shellText = (text: string): string =>
  /^[\w./:@=+-]+$/.test(text) ? text : `'${forTerminal(text).replaceAll("'", "'\\''")}'`;

const refusals = {
  "invalid-file": "the file would not be valid.",
  rules: "the request breaks rules. Use --draft to propose it for discussion.",
} as const;

function writeBelow(root: string, path: string, text: string): void {
  const file = join(root, path);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
}

async function issueIn(file: string): Promise<string> {
  try {
    return await readFile(file, "utf8");
  } catch (problem) {
    throw new OperationalError(
      `the issue's text cannot be read: ${problem instanceof Error ? problem.message : String(problem)}`,
    );
  }
}
