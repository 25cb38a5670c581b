import type { UnlocatedFinding } from "../../diagnostics/finding.ts";

/** A finding of an organization's own rule, before the rule's code, severity and message are put to it. */
export type CustomFinding = Omit<UnlocatedFinding, "code" | "severity"> & {
  /** True: it only tells of something to come, and stays a note whatever the rule's severity. */
  readonly isNotice?: boolean;
};
