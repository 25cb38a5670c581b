import type { Operation } from "../../plan/operation.ts";
import type { Plan } from "../../plan/plan.ts";
import { findingJson } from "./finding.ts";

/** Returns the plan in the form of formats.md, with the fields in a fixed order. */
export function planJson(plan: Plan) {
  return {
    version: plan.version,
    at: plan.at,
    head: plan.head,
    base: plan.base,
    digest: plan.digest,
    accessChanges: plan.accessChanges,
    modelChanges: plan.modelChanges,
    operations: plan.operations.map(operationJson),
    findings: plan.findings.map(findingJson),
    guards: plan.guards,
    unmanaged: plan.unmanaged,
    summary: plan.summary,
    ...(plan.snapshots === undefined ? {} : { snapshots: plan.snapshots }),
  };
}

function operationJson(operation: Operation) {
  const { id, action, system, user, account, entitlement, resource } = operation;
  const { before, after, patch, origin, tier, because, dependsOn } = operation;
  return {
    id,
    action,
    system,
    user,
    account,
    entitlement,
    resource,
    before,
    after,
    patch,
    origin,
    tier,
    because,
    dependsOn,
  };
}
