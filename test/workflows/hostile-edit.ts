import type { WorkflowRule } from "./workflow-rules.ts";

/** One careless or hostile edit of a workflow file in a pull request. */
export interface HostileEdit {
  readonly name: string;
  readonly file: string;
  /** The text to replace; the first match counts. */
  readonly from: string | RegExp;
  readonly to: string;
  /** The rule that rejects the edit. */
  readonly rule: WorkflowRule;
  /** Other rules that reject the edit. */
  readonly also?: readonly WorkflowRule[];
}
