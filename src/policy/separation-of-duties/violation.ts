import type { SeparationOfDutiesRule, User } from "../../model/documents.ts";
import type { Conflict } from "./overlap.ts";

/** One person against one rule: all their conflicts with it, now and later. */
export interface Violation {
  /** `<rule>:<user>`: the same in every run, whatever paths lead to it. */
  readonly id: string;
  readonly rule: SeparationOfDutiesRule;
  readonly user: User;
  readonly conflict: Conflict;
  /** Only a return from leave would make it so. */
  readonly onReturn: boolean;
  /** The witnesses' names that only a return from leave would give. */
  readonly returning: ReadonlySet<string>;
}
