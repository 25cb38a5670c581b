import type { CodePage } from "../diagnostics/code.ts";

/** `plan/*`: reasons why a plan is not applied. */
export const applyPages = {
  "plan/order": {
    title: "The order of the operations in the plan is invalid.",
    why: "An operation would run before another operation that it depends on.",
    next: "Create a new plan. Rolecall does not apply a plan that was edited by hand.",
  },
} satisfies Readonly<Record<string, CodePage>>;

declare module "../diagnostics/code.ts" {
  interface CodesByFolder {
    readonly apply: keyof typeof applyPages;
  }
}
