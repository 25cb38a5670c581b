import { type JudgedFiles, validateJson } from "../report/json/validate.ts";
import { renderFindings } from "../report/text/findings.ts";
import type { CliEnvironment } from "./environment.ts";
import { type ExitCode, exitCodes } from "./exit-codes.ts";
import { printJson } from "./inputs.ts";

/**
 * Reports that the files have errors, so that a command has no answer: the findings on standard error, and as JSON the document
 * of `validate`, because an empty output is not an answer.
 * @param unknown the sentence about what the command does not know
 */
export function reportFileErrors(
  checked: JudgedFiles,
  unknown: string,
  { isJson, environment }: { readonly isJson: boolean; readonly environment: CliEnvironment },
): ExitCode {
  if (isJson) environment.out(printJson(validateJson(checked)));
  environment.err(`${renderFindings(checked.findings)}\n${unknown}\n`);
  return exitCodes.findings;
}
