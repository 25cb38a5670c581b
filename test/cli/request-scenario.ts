import { appendFileSync, mkdirSync, writeFileSync } from "node:fs";
import { execFileSync } from "node:child_process";
import { join } from "node:path";
import { baseline, type BaselineOptions } from "../../src/cli/commands/baseline.ts";
import { requestForm, type RequestFormOptions } from "../../src/cli/commands/request-form.ts";
import { request, type RequestEdges, type RequestOptions } from "../../src/cli/commands/request.ts";
import { gitRepository } from "../../src/git/git-repository.ts";
import type { CliEnvironment } from "../../src/cli/environment.ts";
import type { Prompts } from "../../src/ports/prompts.ts";
import type { Ran } from "../support/cli.ts";
import { type MemoryRepository, memoryRepository } from "../support/memory-git/repository.ts";
import { aClockFrom } from "../support/clock.ts";
import { copyCommitted } from "../support/committed.ts";
import type { Repository } from "../support/repository.ts";
import { aFolder, morning } from "../support/sandboxed.ts";
import { requestCompany } from "./request-company.ts";
import { atTestEnd } from "../support/cleanup.ts";

/** Writes the small company to a folder. */
export function anOffice(): string {
  const root = aFolder();
  for (const [path, text] of Object.entries(requestCompany)) write(root, path, text);
  return root;
}

/** The small company in a repository with a git user. */
export function aWorkplace(address = "ada.lovelace@acme.example"): Repository {
  const root = aFolder();
  copyCommitted(requestCompany, root);
  const git = (...argv: readonly string[]): string =>
    execFileSync("git", [...argv], { cwd: root, encoding: "utf8" }).trim();
  const commit = (message: string): string => {
    git("add", "--all");
    git("commit", "--quiet", "--message", message);
    return git("rev-parse", "HEAD");
  };
  appendFileSync(join(root, ".git", "config"), `[user]\n\tname = A User\n\temail = ${address}\n`);
  return { root, git, commit };
}

/** The small company in a repository in memory. Its folder is empty. */
export interface MemoryWorkplace {
  readonly root: string;
  readonly repository: MemoryRepository;
}

const inMemory = new Map<string, MemoryRepository>();

/** Like `aWorkplace`, for tests that do not depend on the program git. */
export function aMemoryWorkplace(email = "ada.lovelace@acme.example"): MemoryWorkplace {
  const root = aFolder();
  const repository = memoryRepository({ name: "A User", email });
  repository.write(requestCompany);
  repository.commit("Start");
  inMemory.set(root, repository);
  atTestEnd(() => void inMemory.delete(root));
  return { root, repository };
}

/** A bare repository as the workplace's `origin`, with its main branch pushed as the default branch. */
export function withOrigin({ git }: Repository): string {
  const origin = aFolder();
  git("init", "--quiet", "--bare", "--initial-branch", "main", origin);
  git("remote", "add", "origin", origin);
  git("push", "--quiet", "origin", "main");
  git("fetch", "--quiet", "origin");
  git("remote", "set-head", "origin", "main");
  return origin;
}

type Run = (environment: CliEnvironment) => Promise<number>;

/** The result of a command, or its usage error. */
export type CommandResult = Ran & { readonly problem: string | null };

async function resultOf(run: Run, changes: Partial<CliEnvironment>): Promise<CommandResult> {
  const out: string[] = [];
  const err: string[] = [];
  const environment: CliEnvironment = {
    cwd: process.cwd(),
    env: {},
    clock: aClockFrom(Date.parse(morning)),
    random: () => 0.5,
    out: (text) => void out.push(text),
    err: (text) => void err.push(text),
    isInteractive: false,
    ask: async () => "",
    signal: new AbortController().signal,
    openGit: (root, env) => inMemory.get(root)?.open() ?? gitRepository(root, env),
    ...changes,
  };
  const ended = (code: number, problem: string | null): CommandResult => ({
    code,
    out: out.join(""),
    err: err.join(""),
    problem,
  });
  try {
    return ended(await run(environment), null);
  } catch (problem) {
    if (!(problem instanceof Error) || !["UsageError", "OperationalError"].includes(problem.name)) throw problem;
    return ended(problem.name === "UsageError" ? 64 : 1, problem.message);
  }
}

export const runRequest = (
  options: RequestOptions,
  changes: Partial<CliEnvironment> = {},
  edges: RequestEdges = {},
): Promise<CommandResult> => resultOf((environment) => request(options, environment, edges), changes);

export const formed = (options: RequestFormOptions): Promise<CommandResult> =>
  resultOf((environment) => requestForm(options, environment), {});

export const baselined = (options: BaselineOptions): Promise<CommandResult> =>
  resultOf((environment) => baseline(options, environment), {});

/** Prompts that return these answers in order and then cancel. */
export function aPerson(...answers: readonly (string | boolean | undefined)[]) {
  const left = [...answers];
  const questions: string[] = [];
  const choices: string[] = [];
  const next = (message: string): string | boolean | undefined => {
    questions.push(message);
    return left.shift();
  };
  const text = (message: string): string | undefined => {
    const answer = next(message);
    return typeof answer === "string" ? answer : undefined;
  };
  const prompts: Prompts = {
    choose: async (message, offered) => {
      choices.push(...offered.map(({ value }) => value));
      return text(message);
    },
    text: async ({ message, problem }) => {
      const answer = text(message);
      const wrong = answer === undefined ? undefined : problem?.(answer);
      return wrong === undefined ? answer : text(`${message} (${wrong})`);
    },
    confirm: async (message) => {
      const answer = next(message);
      return typeof answer === "boolean" ? answer : undefined;
    },
  };
  return { prompts: async () => prompts, questions, choices };
}

/** Writes a file below the root and creates its folders. */
export function write(root: string, path: string, text: string): void {
  mkdirSync(join(root, path, ".."), { recursive: true });
  writeFileSync(join(root, path), text);
}
