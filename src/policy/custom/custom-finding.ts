import type { UnlocatedFinding } from "../../diagnostics/finding.ts";

/** A finding of an organization's own rule, before the rule's code, severity and message are added. */
export type CustomFinding = Omit<UnlocatedFinding, "code" | "severity"> & {
  /** True: the finding is about a later time and stays a note, whatever the rule's severity. */
  readonly isNotice?: boolean;
};
