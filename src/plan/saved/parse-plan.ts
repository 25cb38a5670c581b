import type { Operation as OperationDocument, PlanDocument } from "../../formats/answers.generated.ts";
import type { Action, Operation } from "../operation.ts";
import type { Plan } from "../plan.ts";
import { operationShapes } from "./operation-shapes.ts";
import type { Report } from "./shape.ts";

/** One thing in a saved plan that this version cannot read. */
export interface PlanProblem {
  /** A JSON pointer into the document. */
  readonly path: string;
  /** The id of the operation. */
  readonly operation: string;
  readonly message: string;
}

export type ParsedPlan =
  | { readonly kind: "parsed"; readonly plan: Plan }
  | { readonly kind: "refused"; readonly problems: readonly PlanProblem[] };

/**
 * Parses a saved plan: every operation has an action that this version carries out, and exactly what that action needs.
 * All problems are collected.
 * @param document a plan that the schema accepts
 */
export function parsePlan(document: PlanDocument): ParsedPlan {
  const problems: PlanProblem[] = [];
  const operations: Operation[] = [];
  for (const [position, operation] of document.operations.entries()) {
    const at = `/operations/${position}`;
    const add = (path: string, message: string): void => {
      problems.push({ path, operation: operation.id, message });
    };
    const report: Report = (path, expected, value) => {
      add(path, `expected ${expected}, got ${value === undefined ? "nothing" : JSON.stringify(value)}`);
    };
    if (!hasKnownAction(operation))
      add(`${at}/action`, `this version does not carry out ${operation.action}; use the version that made the plan`);
    else if (isOperation(operation, at, report)) operations.push(operation);
  }
  if (problems.length > 0) return { kind: "refused", problems };
  // The schema has checked everything but the operations; its texts become references here.
  return { kind: "parsed", plan: { ...document, operations } as unknown as Plan };
}

type Known = OperationDocument & { readonly action: Action };

function hasKnownAction(operation: OperationDocument): operation is Known {
  return Object.hasOwn(operationShapes, operation.action);
}

/** The fields that every action has are the schema's to check; the shapes check the action's own. */
function isOperation(operation: Known, path: string, report: Report): operation is Known & Operation {
  return operationShapes[operation.action](operation, path, report);
}
