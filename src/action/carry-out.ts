import { existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import type { CliEnvironment } from "../cli/environment.ts";
import type { ExitCode } from "../cli/exit-codes.ts";
import { type Answer, parseAnswer } from "./answer.ts";
import type { ActionHost } from "./host.ts";
import { type ActionInputs, sha256Of } from "./inputs.ts";
import { openedIssue } from "./opened-issue.ts";

/** The result of one command, for people and for the next step. */
export interface CarriedOut {
  readonly code: ExitCode;
  /** For the job summary; null: the command writes none. */
  readonly markdown: string | null;
  /** Null: the command has no JSON result, or stopped before it. */
  readonly answer: Answer | null;
  /** SHA-256 of the file that plan wrote. */
  readonly planSha256?: string;
}

type Run = (argv: readonly string[], out: (text: string) => void) => Promise<ExitCode>;

/** Runs the command and returns its result in the formats that the runner can show. */
export async function carryOut(
  { command, argv }: ActionInputs,
  host: ActionHost,
  surroundings: Pick<CliEnvironment, "env" | "err" | "onSecret"> & { readonly now: string },
): Promise<CarriedOut> {
  const run: Run = (line, out) => host.run(line, { cwd: host.workspace, out, ...surroundings });
  switch (command) {
    case "validate":
    case "diff":
    case "test":
      return judged([command, ...argv, ...(has(argv, "--at") ? [] : [`--at=${surroundings.now}`])], {
        run,
        log: surroundings.err,
      });
    case "plan":
      return planned([command, ...argv], { host, run, log: surroundings.err });
    case "apply":
    case "comment":
      return summarized([command, ...argv], { host, run, log: surroundings.err });
    case "approvals": {
      const markdown: string[] = [];
      const code = await run([command, ...argv, "--format=markdown"], teed(markdown, surroundings.err));
      return { code, markdown: markdown.join(""), answer: null };
    }
    case "request":
      return requested([command, ...argv], { host, run, log: surroundings.err });
    case "observe":
    case "doctor":
    case "codeowners":
    case "explain":
      return { code: await run([command, ...argv], surroundings.err), markdown: null, answer: null };
  }
}

interface Running {
  readonly run: Run;
  readonly log: (text: string) => void;
}

/** Runs a command that reads no provider twice at the same instant: once as JSON, once as Markdown. */
async function judged(argv: readonly string[], { run, log }: Running): Promise<CarriedOut> {
  const json: string[] = [];
  const code = await run([...argv, "--format=json"], (text) => void json.push(text));
  const answer = parseAnswer(json.join(""));
  if (answer === null) return { code, markdown: null, answer };
  const markdown: string[] = [];
  await run([...argv, "--format=markdown"], teed(markdown, log));
  return { code, markdown: markdown.join(""), answer };
}

async function planned(argv: readonly string[], { host, run, log }: Running & Hosted): Promise<CarriedOut> {
  const requestedFile = valueOf(argv, "--out");
  const file =
    requestedFile === undefined ? join(host.temp, `plan-${host.nonce()}.json`) : resolve(host.workspace, requestedFile);
  // A file of an earlier step must not pass for this plan.
  rmSync(file, { force: true });
  const markdown: string[] = [];
  const line = [...argv, "--format=markdown", ...(requestedFile === undefined ? [`--out=${file}`] : [])];
  const code = await run(line, teed(markdown, log));
  if (!existsSync(file)) return { code, markdown: markdown.join(""), answer: null };
  const bytes = readFileSync(file);
  if (requestedFile === undefined) rmSync(file);
  return {
    code,
    markdown: markdown.join(""),
    answer: parseAnswer(bytes.toString("utf8")),
    ...(requestedFile === undefined ? {} : { planSha256: sha256Of(bytes) }),
  };
}

/** Runs a command that writes its own summary, also when it fails. */
async function summarized(argv: readonly string[], { host, run, log }: Running & Hosted): Promise<CarriedOut> {
  const file = join(host.temp, `summary-${host.nonce()}.md`);
  try {
    const code = await run([...argv, `--summary=${file}`], log);
    return { code, markdown: existsSync(file) ? readFileSync(file, "utf8") : null, answer: null };
  } finally {
    rmSync(file, { force: true });
  }
}

/** Runs request for the issue of the run's event. The issue's text is passed in a file that only this step can read. */
async function requested(argv: readonly string[], { host, run, log }: Running & Hosted): Promise<CarriedOut> {
  const { number, author, body } = openedIssue(host);
  const file = join(host.temp, `issue-${host.nonce()}.md`);
  try {
    writeFileSync(file, body, { mode: 0o600, flag: "wx" });
    const issue = [`--from-issue=${file}`, `--author=${author.login}`, `--author-id=${author.id}`, `--issue=${number}`];
    return { code: await run([...argv, ...issue, "--open", "--no-input"], log), markdown: null, answer: null };
  } finally {
    rmSync(file, { force: true });
  }
}

interface Hosted {
  readonly host: ActionHost;
}

const teed = (kept: string[], log: (text: string) => void) => (text: string) => {
  kept.push(text);
  log(text);
};

const has = (argv: readonly string[], option: string): boolean =>
  argv.some((argument) => argument === option || argument.startsWith(`${option}=`));

/** Returns the value of an option, given as `--option=value` or as two arguments. */
function valueOf(argv: readonly string[], option: string): string | undefined {
  const place = argv.indexOf(option);
  if (place >= 0) return argv[place + 1];
  return argv.find((argument) => argument.startsWith(`${option}=`))?.slice(option.length + 1);
}
