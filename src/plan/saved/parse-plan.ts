import type { Operation as OperationDocument, PlanDocument } from "../../formats/answers.generated.ts";
import type { Action, Operation } from "../operation.ts";
import type { Plan } from "../plan.ts";
import { operationShapes } from "./operation-shapes.ts";
import type { Report } from "./shape.ts";

/** One part of a saved plan that this version cannot read. */
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
 * Parses a saved plan: each operation has an action that this version supports, and exactly the fields of that action.
 * Returns all problems, not only the first.
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
      add(`${at}/action`, `unknown action ${operation.action}; use the version of Rolecall that made the plan`);
    else if (isOperation(operation, at, report)) operations.push(operation);
  }
  if (problems.length > 0) return { kind: "refused", problems };
  // The schema has checked everything except the operations. Its strings become references here.
  return { kind: "parsed", plan: { ...document, operations } as unknown as Plan };
}

type Known = OperationDocument & { readonly action: Action };

function hasKnownAction(operation: OperationDocument): operation is Known {
  return Object.hasOwn(operationShapes, operation.action);
}

/** The schema checks the fields that all actions have; the shapes check the action's own. */
function isOperation(operation: Known, path: string, report: Report): operation is Known & Operation {
  return operationShapes[operation.action](operation, path, report);
}
