import { codePages } from "../../diagnostics/codes/registry.ts";
import type { AccessModel } from "../../model/documents.ts";
import { didYouMean } from "../../support/did-you-mean.ts";
import { findingAt, quoted, type Report } from "../problems.ts";

const guards = [...codePages.keys()]
  .filter((code) => code.startsWith("guard/"))
  .map((code) => code.slice("guard/".length));

/** An override names a guard that exists; one that names none would lift nothing, and nobody would notice. */
export function checkGuardNames(model: AccessModel, report: Report): void {
  for (const { source, guard } of model.overrides) {
    if (guards.includes(guard)) continue;
    const near = didYouMean(guard, guards);
    const problem = {
      code: "schema/enum",
      message: `There is no guard called ${quoted(guard)}.`,
      remedy: near === undefined ? `Choose one of: ${guards.join(", ")}.` : `Did you mean ${near}?`,
    };
    report(findingAt(problem, { file: source.file, field: ["guard"] }));
  }
}
