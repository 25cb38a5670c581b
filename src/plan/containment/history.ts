import type { Instant } from "../../model/instant.ts";

/** What earlier runs recorded about accounts. Without a journal that is believed, all of it is unknown. */
export interface ContainmentHistory {
  /** Returns the immutable ids of the accounts that earlier records name for the user. */
  readonly accountsOf: (system: string, user: string) => readonly string[];
  /** Returns when a record last proved that the user cannot sign in; null: no proof, or access was given since. */
  readonly provenAt: (system: string, user: string) => Instant | null;
}

/** A history without records. */
export const noHistory: ContainmentHistory = { accountsOf: () => [], provenAt: () => null };
