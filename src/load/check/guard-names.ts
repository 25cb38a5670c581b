import type { AccessModel } from "../../model/documents.ts";
import { guardNames } from "../../model/guard-name.ts";
import { didYouMean } from "../../support/did-you-mean.ts";
import { type Problem, findingAt, quoted, type Report } from "../problems.ts";

/** An override names a guard that exists; one that names none would lift nothing, and nobody would notice. */
export function checkGuardNames(model: AccessModel, report: Report): void {
  for (const { source, guard } of model.overrides) {
    if (guardNames.some((name) => name === guard)) continue;
    const near = didYouMean(guard, guardNames);
    const problem: Problem = {
      code: "schema/enum",
      message: `There is no guard called ${quoted(guard)}.`,
      remedy: near === undefined ? `Choose one of: ${guardNames.join(", ")}.` : `Did you mean ${near}?`,
    };
    report(findingAt(problem, { file: source.file, field: ["guard"] }));
  }
}
