import { createHash } from "node:crypto";
import type { AccessModel, EntitlementRef } from "../model/documents.ts";
import { canonicalJson } from "../support/canonical-json.ts";
import { compareText } from "../support/compare.ts";
import type { AccessChange, ModelChange } from "./plan.ts";
import type { WrittenChange } from "./written-changes.ts";

/** The content of a change that the digest covers. */
export interface DigestedChange {
  readonly accessChanges: readonly AccessChange[];
  readonly modelChanges: readonly ModelChange[];
  readonly writtenChanges: readonly WrittenChange[];
}

/**
 * Returns the digest that reviewers approve (engine.md 5 and 6): SHA-256 over canonical JSON of the access changes, each
 * with the target of its entitlement, of the model changes, and of every changed field of every changed document. The
 * digest includes no path, line, comment, key order or instant of evaluation, so a file moved between folders of its
 * kind, a rebase, a squash and drift do not change it.
 * @param models both sides, to look up the targets: in the head, else in the base
 * @returns `sha256:` and 64 hexadecimal digits
 */
export function digestOf(
  { accessChanges, modelChanges, writtenChanges }: DigestedChange,
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
  const written = writtenChanges.map(({ kind, id, path, before, after }) =>
    canonicalJson({ kind, id, path, before, after }),
  );
  const text = `{${listText("accessChanges", access)},${listText("modelChanges", model)},${listText("documents", written)}}`;
  return `sha256:${createHash("sha256").update(text, "utf8").digest("hex")}`;
}

function listText(name: string, items: readonly string[]): string {
  return `${JSON.stringify(name)}:[${[...items].sort(compareText).join(",")}]`;
}
