import {
  type CompleteObservation,
  type ObservedAccount,
  type ObservedGroup,
  type ObservedMembership,
  type ObservedSystem,
  observedGroup,
} from "../../src/model/observation.ts";
import { now } from "./model.ts";

/** A builder of observations: `anOkta().account("ada").group("crm").member("crm", "ada")`. */
export class ObservedBuilder {
  readonly #system: string;
  readonly #provider: "okta" | "google";
  readonly #accounts: ObservedAccount[] = [];
  readonly #groups: ObservedGroup[] = [];
  readonly #memberships: ObservedMembership[] = [];
  readonly #unread = new Set<string>();

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
      membershipsRead: this.#groups.map(({ id }) => id).filter((id) => !this.#unread.has(id)),
    });
  }
}

export const anOkta = (): ObservedBuilder => new ObservedBuilder("okta", "okta");
export const aGoogle = (): ObservedBuilder => new ObservedBuilder("google", "google");

export const complete = (observed: ObservedSystem): CompleteObservation => ({ kind: "complete", at: now, observed });
