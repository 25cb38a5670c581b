import type { CodePage } from "../diagnostics/code.ts";

/** `plan/*`: why a plan is not carried out. */
export const applyPages = {
  "plan/order": {
    title: "The order of the plan does not hold together.",
    why: "Something would be done before what it needs, so that a failure would not stop what depends on it.",
    next: "Plan again; a plan that was edited by hand is not carried out.",
  },
} satisfies Readonly<Record<string, CodePage>>;

declare module "../diagnostics/code.ts" {
  interface CodesByFolder {
    readonly apply: keyof typeof applyPages;
  }
}
