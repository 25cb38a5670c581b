import { isAchieved } from "../model/outcome.ts";
import type { Operation } from "../plan/operation.ts";
import type { OperationOutcome } from "./apply-report.ts";

/** Follows which operations did not come about, so that what needs them waits; over any number of steps. */
export interface Prerequisites {
  readonly note: (operation: Operation, outcome: OperationOutcome) => void;
  /** Why the operation has to wait; null: everything it depends on is so. */
  readonly missing: (operation: Operation) => string | null;
}

export function prerequisites(): Prerequisites {
  const achieved = new Set<string>();
  return {
    note: ({ id }, { kind }) => {
      if (isAchieved(kind)) achieved.add(id);
    },
    missing: ({ dependsOn }) => {
      const needed = dependsOn.find((id) => !achieved.has(id));
      return needed === undefined ? null : `it needs ${needed}, which did not come about`;
    },
  };
}
