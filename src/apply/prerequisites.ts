import { isAchieved } from "../model/outcome.ts";
import type { Operation } from "../plan/operation.ts";
import type { OperationOutcome } from "./apply-report.ts";

/** Tracks the operations that were not achieved, so that the operations that depend on them wait, also indirectly. */
export interface Prerequisites {
  readonly note: (operation: Operation, outcome: OperationOutcome) => void;
  /** Returns why the operation has to wait; null: all its prerequisites are achieved. */
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
      return needed === undefined ? null : `it depends on ${needed}, which was not applied`;
    },
  };
}
