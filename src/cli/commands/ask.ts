import { formatInstant } from "../../model/instant.ts";
import { what, who, why } from "../../model/queries.ts";
import type { ResolvedModel } from "../../model/resolved-model.ts";
import { renderFindings } from "../../report/text/findings.ts";
import { renderWhat, renderWho, renderWhy } from "../../report/text/answers.ts";
import type { CliEnvironment } from "../environment.ts";
import { type ExitCode, exitCodes } from "../exit-codes.ts";
import { checkRoot, formatOf, printJson, type TreeOptions } from "../inputs.ts";
import { knownEntitlement, knownUser } from "../../workflow/known-names.ts";

export interface AskOptions extends TreeOptions {
  readonly all?: boolean;
  readonly commit?: string;
}

/** Answers a question about a tree whose files have no errors. With errors, the assignments are unknown. */
async function answerQuestion(
  options: AskOptions,
  environment: CliEnvironment,
  answer: (question: ResolvedModel) => { readonly json: object; readonly text: string },
): Promise<ExitCode> {
  const checked = await checkRoot(options, environment);
  if (checked.resolved === null) {
    environment.err(`${renderFindings(checked.findings)}\nThe files have errors, so the assignments are unknown.\n`);
    return exitCodes.findings;
  }
  const { json, text } = answer(checked.resolved);
  const format = formatOf(options);
  if (format === "json") environment.out(printJson({ version: 1, at: formatInstant(checked.at), ...json }));
  else
    environment.out(format === "markdown" ? `\`\`\`\`\`\`text\n${text.replaceAll("``````", "'")}\`\`\`\`\`\`\n` : text);
  return exitCodes.done;
}

export function askWhy(
  user: string,
  entitlement: string,
  options: AskOptions,
  environment: CliEnvironment,
): Promise<ExitCode> {
  return answerQuestion(options, environment, (resolved) => {
    const { model, at } = resolved;
    const result = why(resolved, knownUser(user, model), knownEntitlement(entitlement, model));
    return {
      json: { user, entitlement, holds: result.holds, because: result.because },
      text: renderWhy(user, entitlement, formatInstant(at), result),
    };
  });
}

export function askWho(entitlement: string, options: AskOptions, environment: CliEnvironment): Promise<ExitCode> {
  return answerQuestion(options, environment, (resolved) => {
    const { model, at } = resolved;
    const all = options.all === true;
    const holders = who(resolved, knownEntitlement(entitlement, model), all);
    return { json: { entitlement, holders }, text: renderWho(entitlement, formatInstant(at), holders, all) };
  });
}

export function askWhat(user: string, options: AskOptions, environment: CliEnvironment): Promise<ExitCode> {
  return answerQuestion(options, environment, (resolved) => {
    const { model, at } = resolved;
    const all = options.all === true;
    const { state, assignments } = what(resolved, knownUser(user, model), all);
    const text = renderWhat(user, { state, at: formatInstant(at), all }, assignments);
    return { json: { user, state, assignments }, text };
  });
}
