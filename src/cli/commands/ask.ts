import type { FilesThatAnswered } from "../../formats/answers.generated.ts";
import { formatBound, formatInstant, type Instant } from "../../model/instant.ts";
import { type AnswerPath, what, who, why, type WhyResult } from "../../model/queries.ts";
import type { ResolvedModel } from "../../model/resolved-model.ts";
import { renderAnswerSource } from "../../report/text/answer-source.ts";
import { type AnswerHead, renderWhat, renderWho, renderWhy } from "../../report/text/answers.ts";
import { answerTimesIn } from "../../report/when.ts";
import { knownEntitlement, knownUser } from "../../workflow/known-names.ts";
import { type AnswerFiles, answerFiles } from "../../workflow/past/answer-files.ts";
import { withGrantStarts } from "../../workflow/past/grant-starts.ts";
import { heldSince, type RoleAccess } from "../../workflow/past/held-since.ts";
import { grantsInQuestion, type Question } from "../../workflow/past/grants-in-question.ts";
import type { CliEnvironment } from "../environment.ts";
import { type ExitCode, exitCodes } from "../exit-codes.ts";
import { reportFileErrors } from "../file-errors.ts";
import { formatOf, instantOf, isInstantShaped, parseInstantOption, printJson, type TreeOptions } from "../inputs.ts";
import { compareText } from "../../support/compare.ts";
import { trackedJournal } from "../wiring/run.ts";
import { workspaceOf } from "../wiring/workspace.ts";

export interface AskOptions extends TreeOptions {
  readonly all?: boolean;
  /** A revision, or an instant: the commit that was in force then. */
  readonly commit?: string;
}

/** Returns the answer to a question. */
type Answer<Q extends Question> = (
  resolved: ResolvedModel,
  question: Q,
  head: AnswerHead,
  since: SinceOf,
) => Awaitable<{ readonly json: object; readonly text: string }>;

type Awaitable<T> = T | Promise<T>;

/** Returns since when a user has access by a role; null: not known. */
type SinceOf = (access: RoleAccess) => Promise<Instant | null>;

/** Answers a question about a tree whose files have no errors. With errors, the assignments are unknown. */
async function answerQuestion<Q extends Question>(
  options: AskOptions,
  environment: CliEnvironment,
  questionIn: (resolved: ResolvedModel, where: string) => Q,
  answer: Answer<Q>,
): Promise<ExitCode> {
  const workspace = workspaceOf(options.root, environment);
  const files = await answerFiles(
    { at: instantOf(options, environment), now: instantOf({}, environment), commit: commitOf(options.commit) },
    { workspace, journal: trackedJournal(workspace.git, "origin") },
  );
  const { checked, commit, history } = files;
  const where = commit === null ? "" : ` in the commit ${commit.slice(0, 12)}`;
  if (checked.resolved === null) {
    const unknown = `The files${where} have errors, so the assignments are unknown.`;
    return reportFileErrors(checked, unknown, { isJson: formatOf(options) === "json", environment });
  }
  const question = questionIn(checked.resolved, where);
  const grants = grantsInQuestion(checked.resolved, question);
  const { resolved, unknown } = await withGrantStarts(checked.resolved, grants, history, workspace.git);
  const at = formatInstant(checked.at);
  const head = { at, unknownStarts: unknown, times: answerTimesIn(resolved.model.organization.timezone) };
  const since: SinceOf = (access) => heldSince(access, checked.at, { history, workspace });
  const { json, text } = await answer(resolved, question, head, since);
  const source = sourceOf(files, unknown);
  const full = `${text}${renderAnswerSource(source, head, files.inForce?.applied.unknown ?? null)}`;
  const format = formatOf(options);
  if (format === "json") environment.out(printJson({ version: 1, at, source, ...json }));
  else
    environment.out(format === "markdown" ? `\`\`\`\`\`\`text\n${full.replaceAll("``````", "'")}\`\`\`\`\`\`\n` : full);
  return exitCodes.done;
}

function commitOf(written: string | undefined) {
  if (written === undefined) return null;
  return isInstantShaped(written) ? { inForceAt: parseInstantOption("--commit", written) } : written;
}

function sourceOf({ commit, inForce }: AnswerFiles, unknownStarts: ReadonlySet<string>): FilesThatAnswered {
  const applied = inForce?.applied ?? null;
  const formatted = (one: { readonly commit: string; readonly at: number } | null | undefined) =>
    one === null || one === undefined ? null : { commit: one.commit, at: formatInstant(one.at) };
  return {
    commit,
    mergedAt: formatBound(inForce?.mergedAt ?? null),
    applied: formatted(applied?.first),
    lastApplied: formatted(applied?.last),
    journal: applied === null ? "not-read" : applied.unknown === null ? "verified" : "unavailable",
    unknownStarts: [...unknownStarts].sort(compareText),
  };
}

export function askWhy(
  user: string,
  entitlement: string,
  options: AskOptions,
  environment: CliEnvironment,
): Promise<ExitCode> {
  return answerQuestion(
    options,
    environment,
    ({ model }, where) => ({
      user: knownUser(user, model, where),
      entitlement: knownEntitlement(entitlement, model, where),
    }),
    async (resolved, question, head, since) => {
      const result = await withSince(why(resolved, question.user, question.entitlement), question, since);
      return {
        json: { user, entitlement, holds: result.holds, because: result.because },
        text: renderWhy(user, entitlement, head, result),
      };
    },
  );
}

/** Adds to each path by a role since when it gives the access. */
async function withSince(
  result: WhyResult,
  { user, entitlement }: Pick<RoleAccess, "user" | "entitlement">,
  sinceOf: SinceOf,
): Promise<WhyResult> {
  const because: AnswerPath[] = [];
  for (const path of result.because) {
    const { kind, role } = path;
    because.push(
      role === undefined ? path : { ...path, since: formatBound(await sinceOf({ user, entitlement, kind, role })) },
    );
  }
  return { ...result, because };
}

export function askWho(entitlement: string, options: AskOptions, environment: CliEnvironment): Promise<ExitCode> {
  const all = options.all === true;
  return answerQuestion(
    options,
    environment,
    ({ model }, where) => ({ user: null, entitlement: knownEntitlement(entitlement, model, where) }),
    (resolved, question, head) => {
      const holders = who(resolved, question.entitlement, all);
      return { json: { entitlement, holders }, text: renderWho(entitlement, head, holders, all) };
    },
  );
}

export function askWhat(user: string, options: AskOptions, environment: CliEnvironment): Promise<ExitCode> {
  const all = options.all === true;
  return answerQuestion(
    options,
    environment,
    ({ model }, where) => ({ user: knownUser(user, model, where), entitlement: null }),
    (resolved, question, head) => {
      const { state, assignments } = what(resolved, question.user, all);
      return { json: { user, state, assignments }, text: renderWhat(user, { ...head, state, all }, assignments) };
    },
  );
}
