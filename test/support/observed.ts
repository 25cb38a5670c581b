import {
  type CompleteObservation,
  type ObservedAccount,
  type ObservedGroup,
  type ObservedMembership,
  type ObservedSystem,
  observedGroup,
} from "../../src/model/observation.ts";
import type {
  AssignableKind,
  ObservedAssignable,
  ObservedDirectAssignment,
} from "../../src/model/direct-assignment.ts";
import { now } from "./model.ts";

/** A builder of observations: `anOkta().account("ada").group("crm").member("crm", "ada")`. */
export class ObservedBuilder {
  readonly #system: string;
  readonly #provider: "okta" | "google";
  readonly #accounts: ObservedAccount[] = [];
  readonly #groups: ObservedGroup[] = [];
  readonly #memberships: ObservedMembership[] = [];
  readonly #assignables: ObservedAssignable[] = [];
  readonly #assignments: ObservedDirectAssignment[] = [];
  readonly #unreadHolders: Record<string, string> = {};
  readonly #unread = new Set<string>();
  #own: readonly string[] | null = null;

  constructor(system: string, provider: "okta" | "google") {
    this.#system = system;
    this.#provider = provider;
  }

  /** Adds the account of `aUser(id)` with the id `a-ID`. */
  account(id: string, changes: Partial<ObservedAccount> = {}): this {
    const address = `${id}@acme.example`;
    this.#accounts.push({
      id: `a-${id}`,
      address,
      join: `n-${id}`,
      state: "active",
      profile:
        this.#provider === "google"
          ? { primaryEmail: address, "name.familyName": "Example" }
          : { login: address, department: "Engineering" },
      lastSignIn: null,
      ...changes,
    });
    return this;
  }

  /** Adds a group with the id `g-NAME`. */
  group(name: string, changes: Partial<ObservedGroup> = {}): this {
    this.#groups.push(
      observedGroup({
        id: `g-${name}`,
        name,
        type: this.#provider === "google" ? "GOOGLE_GROUP" : "OKTA_GROUP",
        profile: this.#provider === "google" ? { name } : {},
        settings: null,
        ruleFed: false,
        ...changes,
      }),
    );
    return this;
  }

  /** `user` names an account of `account(…)`. */
  member(group: string, user: string, role: ObservedMembership["role"] = "member"): this {
    this.#memberships.push({ group: `g-${group}`, account: `a-${user}`, address: null, role });
    return this;
  }

  /** Adds a member who is known only by address. */
  outsider(group: string, address: string, role: ObservedMembership["role"] = "member"): this {
    this.#memberships.push({ group: `g-${group}`, account: null, address, role });
    return this;
  }

  /** Adds an app, an administrator role or a licence with the id `KIND-NAME`. */
  assignable(kind: AssignableKind, name: string, changes: Partial<ObservedAssignable> = {}): this {
    this.#assignables.push({ kind, id: `${kind}-${name}`, name, ...changes });
    return this;
  }

  /** Assigns it to an account of `account(…)`. */
  assigned(kind: AssignableKind, name: string, user: string, changes: Partial<ObservedDirectAssignment> = {}): this {
    const id = kind === "adminRole" ? `ra-${user}` : null;
    const profile = kind === "app" ? {} : null;
    this.#assignments.push({ kind, target: `${kind}-${name}`, account: `a-${user}`, id, profile, ...changes });
    return this;
  }

  /** Names the accounts of `account(…)` whose credential Rolecall uses. */
  own(...users: readonly string[]): this {
    this.#own = users.map((user) => `a-${user}`);
    return this;
  }

  /** Marks the holders of an app, role or licence as not read. */
  withoutHoldersOf(kind: AssignableKind, name: string, reason = "no permission"): this {
    this.#unreadHolders[`${kind}-${name}`] = reason;
    return this;
  }

  /** Marks the members of a group as not read. */
  withoutMembersOf(group: string): this {
    this.#unread.add(`g-${group}`);
    return this;
  }

  build(): CompleteObservation {
    return complete({
      system: this.#system,
      provider: this.#provider,
      tenant: "https://acme.okta.example",
      accounts: this.#accounts,
      groups: this.#groups,
      memberships: this.#memberships,
      ...(this.#assignables.length === 0
        ? { assignables: [], directAssignments: [] }
        : {
            assignables: this.#assignables,
            directAssignments: this.#assignments,
            unreadDirectAssignments: this.#unreadHolders,
          }),
      ...(this.#own === null ? {} : { ownAccounts: this.#own }),
      membershipsRead: this.#groups.map(({ id }) => id).filter((id) => !this.#unread.has(id)),
    });
  }
}

export const anOkta = (): ObservedBuilder => new ObservedBuilder("okta", "okta");
export const aGoogle = (): ObservedBuilder => new ObservedBuilder("google", "google");

export const complete = (observed: ObservedSystem): CompleteObservation => ({ kind: "complete", at: now, observed });
