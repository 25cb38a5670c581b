import { createHash } from "node:crypto";
import type { AccessModel, EntitlementRef } from "../model/documents.ts";
import { canonicalJson } from "../support/canonical-json.ts";
import { compareText } from "../support/compare.ts";
import type { AccessChange, ModelChange } from "./plan.ts";

/**
 * Returns the digest that reviewers approve (engine.md 5): SHA-256 over canonical JSON of the access changes, each with
 * the target of its entitlement, and of the model changes. The digest includes no file, line, reason or instant of
 * evaluation, so a moved file, a rebase, a squash and drift do not change it.
 * @param models both sides, to look up the targets: in the head, else in the base
 * @returns `sha256:` and 64 hexadecimal digits
 */
export function digestOf(
  accessChanges: readonly AccessChange[],
  modelChanges: readonly ModelChange[],
  models: { readonly head: AccessModel; readonly base: AccessModel | null },
): string {
  const targetOf = (ref: EntitlementRef): unknown =>
    (models.head.entitlements.get(ref) ?? models.base?.entitlements.get(ref))?.target ?? null;
  const access = accessChanges.map(({ kind, user, entitlement, tier, from, until }) =>
    canonicalJson({ kind, user, entitlement, target: targetOf(entitlement), tier, from, until }),
  );
  const model = modelChanges.map(({ kind, id, field, before, after }) =>
    canonicalJson({ kind, id, field, before: before ?? null, after: after ?? null }),
  );
  const text = `{"accessChanges":[${access.sort(compareText).join(",")}],"modelChanges":[${model.sort(compareText).join(",")}]}`;
  return `sha256:${createHash("sha256").update(text, "utf8").digest("hex")}`;
}
