import type { AssignableKey } from "./direct-assignment.ts";

/** A right that a provider's credential needs. */
export interface NeededRight {
  readonly id: string;
  /** read: for plans; write: for apply, in a system whose mode is not `observe`. */
  readonly access: "read" | "write";
  /** What it is for: "read users". */
  readonly purpose: string;
  /** The OAuth scope. */
  readonly scope: string;
  /** Other scopes that include this right; absent: none. */
  readonly includedIn?: readonly string[];
  /** The administrator role or privilege at the provider. */
  readonly role: string;
}

export interface CheckedRight extends Omit<NeededRight, "includedIn"> {
  /** present: the provider allowed it or shows it; missing: refused; unknown: it could not be determined. */
  readonly state: "present" | "missing" | "unknown";
  /** Why it is missing or unknown; null: present. */
  readonly reason: string | null;
}

/** What the files of a system make necessary beyond the rights that every system needs. */
export interface CredentialNeeds {
  /** A file declares settings of a group. */
  readonly groupSettings: boolean;
  /** The apps, administrator roles and licences that entitlements declare. */
  readonly assignables: readonly AssignableKey[];
}

/** The limit of one group of requests, as far as the requests of the check met it. */
export interface RateLimit {
  /** The provider's name for the group of requests. */
  readonly bucket: string;
  readonly perMinute: number;
  /** False: the provider has not announced a limit, and this one is assumed. */
  readonly isAnnounced: boolean;
  /** The requests a minute that Rolecall sends at most (`rate.share`). */
  readonly used: number;
}

/** Which identity a credential is, and what it may do. Nothing was changed to find out. */
export interface CredentialReport {
  /** The credential in words, without secrets: "API token of admin@acme.example". */
  readonly identity: string;
  /** The tenant that answered; null: it is not known. */
  readonly tenant: string | null;
  /** Administrator roles; null: the provider does not show them to this credential. */
  readonly roles: readonly string[] | null;
  /** OAuth scopes; null: the credential does not have scopes, or they are not shown. */
  readonly scopes: readonly string[] | null;
  readonly rights: readonly CheckedRight[];
}

/** The report on a credential, with the limits of its requests. */
export interface InspectedCredential extends CredentialReport {
  readonly limits: readonly RateLimit[];
}
