import { createHash } from "node:crypto";
import type { AccessModel, EntitlementRef } from "../model/documents.ts";
import { canonicalJson } from "../support/canonical-json.ts";
import { compareText } from "../support/compare.ts";
import type { AccessChange, ModelChange } from "./plan.ts";

/**
 * What reviewers approve (engine.md 5): SHA-256 over canonical JSON of the access changes, each with the target its
 * entitlement resolves to, and of the model changes. No file, line, reason or instant of evaluation goes in, so moving a
 * file, a rebase, a squash and drift leave it as it is.
 * @param models both sides, in which the targets are looked up: the head's, else the base's
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
