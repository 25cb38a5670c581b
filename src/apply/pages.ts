import type { CodePage } from "../diagnostics/code.ts";

/** `plan/*`: why a plan is not applied. */
export const applyPages = {
  "plan/order": {
    title: "The order of the plan is inconsistent.",
    why: "An operation would run before its prerequisite, so that a failure would not stop its dependents.",
    next: "Run plan again. A manually edited plan is not applied.",
  },
  "plan/not-now": {
    title: "apply was asked to write the state of another instant.",
    why: "With a later --at, access would be written before its start; with an earlier one, access that has expired.",
    next: "Remove --at from apply: it writes the state of now. To see the operations of another instant, run plan with --at.",
  },
} satisfies Readonly<Record<string, CodePage>>;

declare module "../diagnostics/code.ts" {
  interface CodesByFolder {
    readonly apply: keyof typeof applyPages;
  }
}
