/** What an account can hold directly, outside groups. */
export type AssignableKind = "app" | "adminRole" | "license";

/** The key of an assignable in the files: its kind and the name that the target has. */
export interface AssignableKey {
  readonly kind: AssignableKind;
  /** App: the label. Administrator role: the name in the target. Licence: `product/sku`. */
  readonly name: string;
}

/** A live object that accounts hold directly. */
export interface ObservedAssignable extends AssignableKey {
  /** The provider's id. A standard administrator role of Okta has its type as id, a licence `product/sku`. */
  readonly id: string;
  /**
   * The number of assignments that give the object in a form that is not managed: an administrator role of Google to a
   * group, for an organizational unit or under a condition. Absent: none is known.
   */
  readonly otherAssignments?: number;
}

/** One direct assignment of a declared assignable to an account. What comes through a group is not one. */
export interface ObservedDirectAssignment {
  readonly kind: AssignableKind;
  /** The id of the assignable. */
  readonly target: string;
  /** The id of the account. */
  readonly account: string;
  /** The provider's id of the assignment; null where it has none. */
  readonly id: string | null;
  /** The attributes of the app's profile; null for other kinds. */
  readonly profile: Readonly<Record<string, unknown>> | null;
}
