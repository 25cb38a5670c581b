import type { AssignableKey } from "../../src/model/direct-assignment.ts";
import type { ProviderWrite } from "../../src/ports/access.ts";

/*
 * A second client of each provider, written from the published descriptions of the APIs alone: Okta's OpenAPI description of
 * the Management API, and Google's Directory, Groups Settings and Enterprise License Manager references. It shares no code
 * with src/providers and none with the sandbox, so that a misreading that the product's client and the sandbox share is
 * found. It reads the state before and after each change, and is slow on purpose.
 */

export interface ReferenceAccount {
  readonly id: string;
  readonly address: string;
  readonly number: string | null;
  readonly state: string;
  readonly department: string | null;
  readonly title: string | null;
}

export interface ReferenceGroup {
  readonly id: string;
  readonly name: string;
  readonly type: string;
  readonly description: string | null;
  /** Whether an active rule of the provider assigns the group. */
  readonly ruleFed: boolean;
  /** The settings that a file can declare; null: the provider has none. */
  readonly settings: Readonly<Record<string, string>> | null;
}

/** What a provider holds, sorted. */
export interface ReferenceView {
  readonly accounts: readonly ReferenceAccount[];
  readonly groups: readonly ReferenceGroup[];
  /** `group member role` with ids; an address for a member without an account. */
  readonly memberships: readonly string[];
  /** `kind assignable account assignment profile`. */
  readonly holders: readonly string[];
}

/** `holds`: the state is as the write asks for; `refused`: it is not, because the provider refused. */
export type ReferenceOutcome = "holds" | "refused";

export interface ReferenceClient {
  readonly perform: (write: ProviderWrite) => Promise<ReferenceOutcome>;
  /** @param settings the names of the settings to show */
  readonly view: (assignables: readonly AssignableKey[], settings: readonly string[]) => Promise<ReferenceView>;
}

export const outcomeOf = (holds: boolean): ReferenceOutcome => (holds ? "holds" : "refused");
