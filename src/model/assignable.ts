import type { Target } from "./catalogue.ts";
import type { AssignableKey, AssignableKind } from "./direct-assignment.ts";

/** What each kind is called in a message. */
export const assignableNouns: Readonly<Record<AssignableKind, string>> = {
  app: "app",
  adminRole: "administrator role",
  license: "licence",
};

type AssignableTarget = Extract<Target, { readonly kind: AssignableKind }>;

/** Returns what accounts hold directly by the target; null where it is an account, a group or a task. */
export function assignableOf(target: AssignableTarget): AssignableKey;
export function assignableOf(target: Target): AssignableKey | null;
export function assignableOf(target: Target): AssignableKey | null {
  switch (target.kind) {
    case "app":
      return { kind: target.kind, name: target.label };
    case "adminRole":
      return { kind: target.kind, name: target.name };
    case "license":
      return { kind: target.kind, name: licenseName(target) };
    case "account":
    case "group":
    case "task":
      return null;
  }
}

/** Returns the name of a licence: `product/sku`. */
export const licenseName = ({ product, sku }: { readonly product: string; readonly sku: string }): string =>
  `${product}/${sku}`;

/**
 * Returns the key that assignables share of which an account has at most one at a time: licences of one product. Null: the
 * assignable does not exclude another.
 */
export function exclusionKey({ kind, name }: AssignableKey): string | null {
  return kind === "license" ? `${kind} ${name.split("/")[0] ?? ""}` : null;
}

/** Returns the key of an assignable within its system. Names match exactly. */
export const assignableKey = ({ kind, name }: AssignableKey): string => `${kind} ${name}`;
