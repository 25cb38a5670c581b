import type { Code } from "../diagnostics/code.ts";
import type { Operation } from "../plan/operation.ts";
import type { Plan } from "../plan/plan.ts";

/**
 * Why a plan is not applied. `findings`: the files have to change; `guards`: an override or a smaller plan is needed.
 */
export interface Refusal {
  readonly kind: "findings" | "guards" | "malformed";
  /** The codes of the obstacles, each once. */
  readonly codes: readonly Obstacle["code"][];
  /** The obstacles with their remedies, one per line. */
  readonly message: string;
}

const maximumLines = 20;

/**
 * Returns what forbids applying the plan: error findings and fields that this version does not support (exit 3),
 * blocking guards, an inconsistent order (exit 4). Null: nothing. A block that concerns one user or group does not
 * forbid the rest (`heldBack`).
 */
export function refusalOf(plan: Plan): Refusal | null {
  const findings = plan.findings.filter(
    ({ severity, code }) => severity === "error" || code === "schema/not-supported-yet",
  );
  if (findings.length > 0) return refusal("findings", "The plan has findings that block apply:", findings);
  const guards = plan.guards.filter(({ blocked, subject }) => blocked && subject === undefined);
  if (guards.length > 0) return refusal("guards", "Guards block the plan:", guards);
  const watched = plan.guards.filter(
    ({ code, system }) =>
      code === "guard/observe-only" && plan.operations.some((operation) => operation.system === system),
  );
  if (watched.length > 0) return refusal("guards", "The plan has operations on systems in observe mode:", watched);
  const broken = brokenOrder(plan);
  if (broken.length > 0) return refusal("malformed", "The order of the plan is inconsistent:", broken);
  return null;
}

interface Obstacle {
  readonly code: Code | Operation["action"];
  readonly message: string;
  readonly remedy: string;
}

function refusal(kind: Refusal["kind"], title: string, obstacles: readonly Obstacle[]): Refusal {
  const lines = obstacles.slice(0, maximumLines).map(({ code, message, remedy }) => `  ${code}: ${message} ${remedy}`);
  if (obstacles.length > maximumLines) lines.push(`  … and ${obstacles.length - maximumLines} more.`);
  return { kind, codes: [...new Set(obstacles.map(({ code }) => code))], message: [title, ...lines].join("\n") };
}

/**
 * Returns ids that occur twice and operations that come before their dependencies: a failure would not block what
 * depends on it.
 */
function brokenOrder({ operations }: Plan): readonly Obstacle[] {
  const earlier = new Set<string>();
  const broken: Obstacle[] = [];
  const remedy = "Run plan again. A manually edited plan is not applied.";
  for (const { id, dependsOn } of operations) {
    if (earlier.has(id)) broken.push({ code: "plan/order", message: `${id} is in the plan twice.`, remedy });
    for (const needed of dependsOn)
      if (!earlier.has(needed))
        broken.push({
          code: "plan/order",
          message: `${id} depends on ${needed}, which does not precede it.`,
          remedy,
        });
    earlier.add(id);
  }
  return broken;
}
