import type { Code } from "../diagnostics/code.ts";
import type { Operation } from "../plan/operation.ts";
import type { Plan } from "../plan/plan.ts";

/** Why a plan is not carried out at all. `findings`: the files have to change; `guards`: somebody has to lift a guard. */
export interface Refusal {
  readonly kind: "findings" | "guards" | "malformed";
  /** The codes of what stands in the way, each once. */
  readonly codes: readonly Obstacle["code"][];
  /** What stands in the way and what to do, a line each. */
  readonly message: string;
}

const mostLines = 20;

/**
 * Whether anything forbids carrying the plan out: error findings and fields that this version cannot carry out (exit 3),
 * blocked guards, an order that does not hold together (exit 4). Null: nothing.
 */
export function refusalOf(plan: Plan): Refusal | null {
  const findings = plan.findings.filter(
    ({ severity, code }) => severity === "error" || code === "schema/not-supported-yet",
  );
  if (findings.length > 0) return refusal("findings", "The files have findings that forbid applying:", findings);
  const guards = plan.guards.filter(({ blocked }) => blocked);
  if (guards.length > 0) return refusal("guards", "The plan is blocked by its guards:", guards);
  const watched = plan.guards.filter(
    ({ code, system }) =>
      code === "guard/observe-only" && plan.operations.some((operation) => operation.system === system),
  );
  if (watched.length > 0) return refusal("guards", "The plan would write where Rolecall only observes:", watched);
  const broken = brokenOrder(plan);
  if (broken.length > 0) return refusal("malformed", "The plan does not hold together:", broken);
  return null;
}

interface Obstacle {
  readonly code: Code | Operation["action"];
  readonly message: string;
  readonly remedy: string;
}

function refusal(kind: Refusal["kind"], title: string, obstacles: readonly Obstacle[]): Refusal {
  const lines = obstacles.slice(0, mostLines).map(({ code, message, remedy }) => `  ${code}: ${message} ${remedy}`);
  if (obstacles.length > mostLines) lines.push(`  … and ${obstacles.length - mostLines} more.`);
  return { kind, codes: [...new Set(obstacles.map(({ code }) => code))], message: [title, ...lines].join("\n") };
}

/** Each id once, and each operation after what it depends on: otherwise a failure would not block what needs it. */
function brokenOrder({ operations }: Plan): readonly Obstacle[] {
  const earlier = new Set<string>();
  const broken: Obstacle[] = [];
  const remedy = "Plan again; a plan that was edited by hand is not carried out.";
  for (const { id, dependsOn } of operations) {
    if (earlier.has(id)) broken.push({ code: "plan/order", message: `${id} stands in it twice.`, remedy });
    for (const needed of dependsOn)
      if (!earlier.has(needed))
        broken.push({
          code: "plan/order",
          message: `${id} depends on ${needed}, which does not come before it.`,
          remedy,
        });
    earlier.add(id);
  }
  return broken;
}
