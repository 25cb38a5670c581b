import { SortedStore } from "../core/sorted-store.ts";

export interface StoredRole {
  readonly id: string;
  readonly name: string;
  readonly description: string;
  readonly isSystem: boolean;
  readonly isSuperAdmin: boolean;
}

export interface StoredRoleAssignment {
  readonly id: string;
  readonly role: string;
  /** The id of a user or group, or the unique id of a service account. */
  readonly assignee: string;
  readonly assigneeType: "user" | "group";
  /** The organizational unit that the assignment is limited to, without the prefix `id:`; null: the complete tenant. */
  readonly orgUnit: string | null;
  readonly condition: string | null;
}

/** Google's ids of roles and assignments are larger than the integers that a number can hold exactly. */
const firstId = 13801188331880449n;

/** The roles that every tenant has. The first is the one of super administrators. */
const systemRoles = [
  ["_SEED_ADMIN_ROLE", "Google Workspace Administrator Seed Role"],
  ["_GROUPS_ADMIN_ROLE", "Groups Administrator"],
  ["_USER_MANAGEMENT_ADMIN_ROLE", "User Management Administrator"],
  ["_HELP_DESK_ADMIN_ROLE", "Help Desk Administrator"],
  ["_SERVICE_ADMIN_ROLE", "Services Administrator"],
] as const;

/** The administrator roles of a tenant and their assignments. */
export class RoleStore {
  readonly roles = new SortedStore<StoredRole>();
  readonly assignments = new SortedStore<StoredRoleAssignment>();
  #issued = 0n;

  constructor() {
    for (const [name, description] of systemRoles)
      this.add({ name, description, isSystem: true, isSuperAdmin: name === systemRoles[0][0] });
  }

  get superAdmin(): StoredRole | undefined {
    return this.roles.all().find(({ isSuperAdmin }) => isSuperAdmin);
  }

  add(role: Omit<StoredRole, "id">): StoredRole {
    const stored = { ...role, id: this.#newId() };
    this.roles.put(stored);
    return stored;
  }

  named(name: string): StoredRole | undefined {
    return this.roles.all().find((role) => role.name === name);
  }

  /** Returns the assignment of the same role to the same assignee in the same scope. */
  same({ role, assignee, orgUnit }: Omit<StoredRoleAssignment, "id">): StoredRoleAssignment | undefined {
    return this.assignments
      .all()
      .find((other) => other.role === role && other.assignee === assignee && other.orgUnit === orgUnit);
  }

  assign(assignment: Omit<StoredRoleAssignment, "id">): StoredRoleAssignment {
    const stored = { ...assignment, id: this.#newId() };
    this.assignments.put(stored);
    return stored;
  }

  of(assignee: string): readonly StoredRoleAssignment[] {
    return this.assignments.all().filter((assignment) => assignment.assignee === assignee);
  }

  /** Removes the assignments of a deleted user or group. */
  forget(assignee: string): void {
    for (const { id } of this.of(assignee)) this.assignments.remove(id);
  }

  #newId(): string {
    this.#issued += 1n;
    return String(firstId + this.#issued);
  }
}
