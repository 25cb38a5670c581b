import type { Plan } from "../../src/plan/plan.ts";

/** Returns a plan that is empty except for the given fields. */
export const aPlan = (changes: Partial<Plan>): Plan => ({
  version: 1,
  at: "2026-12-01T09:00:00Z",
  head: null,
  base: null,
  digest: "sha256:0",
  accessChanges: [],
  modelChanges: [],
  operations: [],
  findings: [],
  guards: [],
  unmanaged: {},
  summary: { create: 0, update: 0, remove: 0 },
  ...changes,
});
