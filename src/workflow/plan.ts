import { resolve } from "node:path";
import type { Finding, Severity } from "../diagnostics/finding.ts";
import type { AccessModel } from "../model/documents.ts";
import type { CompleteObservation } from "../model/observation.ts";
import type { Plan } from "../plan/plan.ts";
import { type Checked, checkChange, checkObserved, planChecked } from "./check.ts";
import { renderFindings } from "../report/text/findings.ts";
import { type Connection, connectAll } from "../cli/connect.ts";
import type { CliEnvironment } from "../cli/environment.ts";
import { checkRoot, type TreeOptions } from "../cli/inputs.ts";
import { checkTargets } from "../cli/known-names.ts";
import { observeAll } from "./observe.ts";
import { commitOf, soundBaseOf } from "./revisions.ts";
import { readSnapshot } from "../cli/snapshot.ts";

export interface PlanningOptions extends TreeOptions {
  readonly base?: string;
  readonly commit?: string;
  readonly observed?: string;
  readonly target?: readonly string[];
  readonly failOn: Severity;
}

/** A plan, and what it was made from. `connections` is empty for a plan from a snapshot: nothing can be written then. */
export interface Planned {
  readonly plan: Plan;
  readonly model: AccessModel;
  readonly connections: readonly Connection[];
  /** What is wrong with the providers' state, not with the files: it is shown, and forbids no plan that mends it. */
  readonly observedFindings: readonly Finding[];
}

/**
 * Load → model → policy → observe → plan. Null after saying why, when the files do not allow a plan: then nothing was sent
 * to any provider.
 * @throws OperationalError when a provider, a snapshot or the base commit could not be read
 */
export async function planFrom(options: PlanningOptions, environment: CliEnvironment): Promise<Planned | null> {
  const tree = await checkRoot(options, environment);
  if (!mayPlan(tree, environment) || tree.resolved === null) return null;
  checkTargets(options.target ?? [], tree.resolved.model);
  const { root, base: revision } = options;
  const base = revision === undefined ? null : await soundBaseOf({ root, base: revision, at: tree.at }, environment);
  const head = base === null ? tree : checkChange(base.checked, tree);
  const { model } = tree.resolved;
  const { observations, connections } = await observe(options, model, environment);
  const headCommit = options.commit === undefined ? null : await commitOf(options, options.commit, environment);
  const plan = planChecked({
    head,
    base: base?.checked ?? null,
    commits: { head: headCommit, base: base?.commit ?? null },
    observations,
    targets: options.target ?? [],
  });
  return { plan, model, connections, observedFindings: checkObserved(head, observations) };
}

/** Whether the files are fit to plan from: every file right, and nothing in them that this version cannot carry out. */
function mayPlan(head: Checked, environment: CliEnvironment): boolean {
  const unsupported = head.findings.filter(({ code }) => code === "schema/not-supported-yet");
  if (head.resolved !== null && unsupported.length === 0) return true;
  environment.err(renderFindings(head.resolved === null ? head.findings : unsupported));
  environment.err(
    head.resolved === null
      ? "\nThe files have errors, so nothing was planned and no provider was asked.\n"
      : "\nThese fields would be left undone, so nothing was planned and no provider was asked.\n",
  );
  return false;
}

async function observe(
  options: PlanningOptions,
  model: AccessModel,
  environment: CliEnvironment,
): Promise<{ readonly observations: readonly CompleteObservation[]; readonly connections: readonly Connection[] }> {
  if (options.observed !== undefined)
    return { observations: readSnapshot(resolve(environment.cwd, options.observed), model), connections: [] };
  const connections = await connectAll(model, environment);
  return { observations: await observeAll(connections, model, environment), connections };
}
