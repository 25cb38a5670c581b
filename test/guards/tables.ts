import { knownTraps } from "../providers/known-traps.ts";
import { knownAttacks } from "../workflow/after-merge/attacks/known-attacks.ts";
import type { Guarded } from "./guarded.ts";

/** What the code is known to guard against, by table. */
export const tables: Readonly<Record<"attacks" | "traps", readonly Guarded[]>> = {
  /** Attacks and mishaps that worked against an unattended apply. */
  attacks: knownAttacks,
  /** Behaviour of the providers and their SDKs that a client without the guard mistakes. */
  traps: knownTraps,
};
