import { UsageError } from "../../diagnostics/user-error.ts";
import { codePages, pageOf } from "../../workflow/explain.ts";
import { suggestionOf } from "../../support/did-you-mean.ts";
import type { CodePage } from "../../diagnostics/code.ts";
import { formatOf, printJson } from "../inputs.ts";
import type { CliEnvironment } from "../environment.ts";
import { type ExitCode, exitCodes } from "../exit-codes.ts";

/** `rolecall explain`: prints the page of a code, the codes of a family such as `guard`, or all codes. */
export async function explain(
  code: string | undefined,
  options: { readonly format: string; readonly json?: boolean },
  environment: CliEnvironment,
): Promise<ExitCode> {
  const isJson = formatOf(options) === "json";
  const listed = [...codePages].filter(([known]) => code === undefined || known.startsWith(`${code}/`));
  if (code === undefined || listed.length > 0) {
    if (isJson) environment.out(pagesJson(listed));
    else for (const [known, { title }] of listed) environment.out(`${known.padEnd(30)} ${title}\n`);
    return exitCodes.done;
  }
  const page = pageOf(code);
  if (page === undefined) {
    throw new UsageError(`unknown code ${code}${suggestionOf(code, codePages.keys())} (rolecall explain lists them)`);
  }
  if (isJson) environment.out(pagesJson([[code, page]]));
  else environment.out(`${code}\n\n${page.title}\n\nWhy it matters: ${page.why}\nWhat to do:     ${page.next}\n`);
  return exitCodes.done;
}

const pagesJson = (pages: readonly (readonly [string, CodePage])[]): string =>
  printJson({ version: 1, codes: pages.map(([code, { title, why, next }]) => ({ code, title, why, next })) });
