import type { Owner, Source, UserId } from "./terms.ts";

export interface RemovalLimits {
  readonly count: number;
  readonly share: number;
  /** The share applies from this number of present memberships on. */
  readonly floor: number;
  /** The number of removals that the share always allows. */
  readonly allowance: number;
}

export interface GuardLimits {
  readonly removals: RemovalLimits;
  readonly accounts: { readonly count: number };
  readonly scheduled: { readonly count: number };
  readonly floors: { readonly superAdmins: number; readonly groupOwners: number };
}

export interface Organization {
  readonly source: Source;
  readonly name: string;
  readonly domains: readonly string[];
  readonly externalDomains: readonly string[];
  readonly groupDomains: readonly string[];
  readonly timezone: string;
  readonly rootOwners: readonly Owner[];
  readonly teams: ReadonlyMap<string, number>;
  readonly protected: readonly UserId[];
  readonly guards: GuardLimits;
  readonly rate: { readonly share: number; readonly inFlight: number };
  /** Ed25519 public keys, SPKI in base64, that sign the journal of unattended runs; the first is the current one. */
  readonly journalKeys: readonly string[];
}

/** The organization's file. */
export interface OrganizationModel {
  readonly organization: Organization;
}
