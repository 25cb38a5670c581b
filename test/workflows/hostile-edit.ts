import type { WorkflowRule } from "./workflow-rules.ts";

/** One edit of a workflow file of ours, as a careless or a hostile pull request would make it. */
export interface HostileEdit {
  readonly name: string;
  readonly file: string;
  /** What stands there; the first place counts. */
  readonly from: string | RegExp;
  readonly to: string;
  /** The rule that notices. */
  readonly rule: WorkflowRule;
  /** Others that notice as well. */
  readonly also?: readonly WorkflowRule[];
}
