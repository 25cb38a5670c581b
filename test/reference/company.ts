/** A company as plain data, the input of the reference evaluator. Independent of the product's types. */
export interface Company {
  readonly users: readonly Person[];
  readonly entitlements: readonly Right[];
  readonly roles: readonly Bundle[];
  readonly grants: readonly Given[];
  readonly rules: readonly ApartRule[];
}

export interface Person {
  readonly id: string;
  readonly kind: "employee" | "contractor" | "vendor" | "partner" | "service";
  readonly status: "active" | "on-leave" | "terminated";
  readonly department: string | null;
  readonly title: string | null;
  /** Numbers are instants; null: no bound. */
  readonly start: number | null;
  readonly end: number | null;
  readonly owners: readonly string[];
}

export interface Right {
  readonly ref: string;
  readonly tier: "low" | "medium" | "high" | "critical";
  readonly retired: boolean;
  readonly tags: readonly string[];
  /** Rights whose holders are members of this right. */
  readonly nests: readonly string[];
}

/** Allowed values by field. Every field must match. */
export interface Who {
  readonly kind?: readonly string[];
  readonly department?: readonly string[];
  readonly title?: readonly string[];
  readonly not?: Who;
}

export interface Bundle {
  readonly id: string;
  readonly birthright: Who | null;
  readonly allowKinds: readonly Person["kind"][] | null;
  readonly includes: readonly string[];
  readonly impliedBy: readonly string[];
  readonly rights: readonly string[];
}

export interface Given {
  readonly user: string;
  /** A right, or `role:ID`. */
  readonly what: string;
  readonly starts: number | null;
  readonly expires: number | null;
  readonly eligible: boolean;
}

export interface ApartRule {
  readonly id: string;
  /** Members: a right, `role:ID` or `tag:NAME`. */
  readonly sets: Readonly<Record<string, readonly string[]>>;
  readonly atMost: number;
  readonly countsEligible: boolean;
}
