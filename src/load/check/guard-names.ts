import type { AccessModel } from "../../model/documents.ts";
import { guardNames } from "../../model/guard-name.ts";
import { didYouMean } from "../../support/did-you-mean.ts";
import { type Problem, findingAt, quoted, type Report } from "../problems.ts";

/** Reports overrides of unknown guards, which would have no effect. */
export function checkGuardNames(model: AccessModel, report: Report): void {
  for (const { source, guard } of model.overrides) {
    if (guardNames.some((name) => name === guard)) continue;
    const near = didYouMean(guard, guardNames);
    const problem: Problem = {
      code: "schema/enum",
      message: `Unknown guard ${quoted(guard)}.`,
      remedy: near === undefined ? `Choose one of: ${guardNames.join(", ")}.` : `Rename it to ${near}.`,
    };
    report(findingAt(problem, { file: source.file, field: ["guard"] }));
  }
}
