import { writeFileSync } from "node:fs";
import { resolve } from "node:path";
import { hasAtLeast, sortFindings } from "../../diagnostics/order.ts";
import type { Plan } from "../../plan/plan.ts";
import { renderPlanMarkdown } from "../../report/markdown/plan.ts";
import { renderPlan } from "../../report/text/plan.ts";
import type { CliEnvironment } from "../environment.ts";
import { type ExitCode, exitCodes } from "../exit-codes.ts";
import { formatOf, printJson } from "../inputs.ts";
import { planJson } from "../../report/json/plan.ts";
import { validateJson } from "../../report/json/validate.ts";
import { type Planned, planFrom } from "../../workflow/plan.ts";
import { renderNotPlanned } from "../../report/text/not-planned.ts";
import { type PlanningOptions, planningPorts, planningRequest } from "../planning-options.ts";

export interface PlanOptions extends PlanningOptions {
  readonly verbose?: boolean;
  readonly out?: string;
  readonly detailedExitcode?: boolean;
}

/** `rolecall plan`: shows what would change in the providers, and why; writes nothing to them. */
export async function plan(options: PlanOptions, environment: CliEnvironment): Promise<ExitCode> {
  const planned = await planFrom(planningRequest(options, environment), planningPorts(options, environment));
  if (planned.kind !== "planned") {
    if (formatOf(options) === "json") environment.out(printJson(validateJson(planned.checked)));
    environment.err(renderNotPlanned(planned.kind, planned.findings));
    return exitCodes.findings;
  }
  const shown = { ...planned.plan, findings: sortFindings([...planned.plan.findings, ...planned.observedFindings]) };
  environment.out(rendered(shown, options));
  if (options.out !== undefined) {
    writeFileSync(resolve(environment.cwd, options.out), printJson(planJson(planned.plan)), { mode: 0o600 });
    environment.err(
      `Written to ${options.out}. It contains names and access: protect it like the providers' own data.\n`,
    );
  }
  return planned.unread.length > 0 ? exitCodes.unexpected : exitCodeOf(planned, options);
}

function rendered(plan: Plan, options: PlanOptions): string {
  switch (formatOf(options)) {
    case "json":
      return printJson(planJson(plan));
    case "markdown":
      return renderPlanMarkdown(plan, { targets: options.target ?? [] });
    default:
      return renderPlan(plan, options.target, options.verbose);
  }
}

/**
 * Returns the exit code: findings come before a guard, a guard before pending changes (engine.md 7). What the providers
 * hold now does not fail a change under review, whichever severity fails it, except a rule that could not decide.
 */
function exitCodeOf({ plan, observedFindings, isChange }: Planned, options: PlanOptions): ExitCode {
  if (hasAtLeast(plan.findings, options.failOn)) return exitCodes.findings;
  if (hasAtLeast(observedFindings, isChange ? "error" : options.failOn)) return exitCodes.findings;
  if (plan.guards.some(({ blocked }) => blocked)) return exitCodes.refused;
  const isDifferent = plan.operations.length > 0 || plan.guards.some(({ code }) => code === "guard/add-only");
  return options.detailedExitcode === true && isDifferent ? exitCodes.changesPending : exitCodes.done;
}
