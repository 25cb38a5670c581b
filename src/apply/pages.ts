import type { CodePage } from "../diagnostics/code.ts";

/** `plan/*`: why a plan is not applied. */
export const applyPages = {
  "plan/order": {
    title: "The order of the plan is inconsistent.",
    why: "An operation would run before its prerequisite, so that a failure would not stop its dependents.",
    next: "Run plan again. A manually edited plan is not applied.",
  },
} satisfies Readonly<Record<string, CodePage>>;

declare module "../diagnostics/code.ts" {
  interface CodesByFolder {
    readonly apply: keyof typeof applyPages;
  }
}
