/** A user's id, as written in its file. Only load creates branded values, after checking the id. */
export type UserId = string & { readonly brand: "UserId" };

export type RoleId = string & { readonly brand: "RoleId" };
export type SystemId = string & { readonly brand: "SystemId" };

/** `<system>/<entitlement>`. */
export type EntitlementRef = string & { readonly brand: "EntitlementRef" };

export type Tier = "low" | "medium" | "high" | "critical";
export type Scalar = string | number | boolean | null;

/** The location of a document: its file, and the line of its first key (1 for the first line). */
export interface Source {
  readonly file: string;
  readonly line: number;
}

/** An owner as written: a user, or a GitHub team such as `@acme/security`. */
export type Owner = { readonly kind: "user"; readonly id: UserId } | { readonly kind: "team"; readonly name: string };

/** A selection of users: every key must match, a list means any of its values; `not` negates the selector under it. */
export interface Selector {
  readonly fields: ReadonlyMap<string, readonly Scalar[]>;
  readonly not: Selector | null;
}
