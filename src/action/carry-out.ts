import { existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import type { CliEnvironment } from "../cli/environment.ts";
import type { ExitCode } from "../cli/exit-codes.ts";
import { type Answer, parseAnswer } from "./answer.ts";
import type { ActionHost } from "./host.ts";
import { type ActionInputs, sha256Of } from "./inputs.ts";
import { openedIssue } from "./opened-issue.ts";

/** What one command did, for people and for the next step. */
export interface CarriedOut {
  readonly code: ExitCode;
  /** For the job summary; null: it has none. */
  readonly markdown: string | null;
  /** Null: the command gives no answer in JSON, or did not come to it. */
  readonly answer: Answer | null;
  /** Of the file that plan wrote. */
  readonly planSha256?: string;
}

type Run = (argv: readonly string[], out: (text: string) => void) => Promise<ExitCode>;

/** Runs the command in the formats that the runner can show. */
export async function carryOut(
  { command, argv }: ActionInputs,
  host: ActionHost,
  surroundings: Pick<CliEnvironment, "env" | "err"> & { readonly now: string },
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

/** These ask no provider and are quick: once for the machine, once for people, at the same instant. */
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
  const asked = valueOf(argv, "--out");
  const file = asked === undefined ? join(host.temp, `plan-${host.nonce()}.json`) : resolve(host.workspace, asked);
  // A file of an earlier step must not pass for this plan.
  rmSync(file, { force: true });
  const markdown: string[] = [];
  const line = [...argv, "--format=markdown", ...(asked === undefined ? [`--out=${file}`] : [])];
  const code = await run(line, teed(markdown, log));
  if (!existsSync(file)) return { code, markdown: markdown.join(""), answer: null };
  const bytes = readFileSync(file);
  if (asked === undefined) rmSync(file);
  return {
    code,
    markdown: markdown.join(""),
    answer: parseAnswer(bytes.toString("utf8")),
    ...(asked === undefined ? {} : { planSha256: sha256Of(bytes) }),
  };
}

/** These write their own summary, also when they break off. */
async function summarized(argv: readonly string[], { host, run, log }: Running & Hosted): Promise<CarriedOut> {
  const file = join(host.temp, `summary-${host.nonce()}.md`);
  try {
    const code = await run([...argv, `--summary=${file}`], log);
    return { code, markdown: existsSync(file) ? readFileSync(file, "utf8") : null, answer: null };
  } finally {
    rmSync(file, { force: true });
  }
}

/** The issue of this run's event, answered there. Its text goes through a file that only this step has. */
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

/** The value of an option, written in one argument or in two. */
function valueOf(argv: readonly string[], option: string): string | undefined {
  const place = argv.indexOf(option);
  if (place >= 0) return argv[place + 1];
  return argv.find((argument) => argument.startsWith(`${option}=`))?.slice(option.length + 1);
}
