import type { SeparationOfDutiesRule, User } from "../../model/documents.ts";
import type { Conflict } from "./overlap.ts";

/** All conflicts of one person with one rule, now and later. */
export interface Violation {
  /** `<rule>:<user>`: the same in every run, independent of the paths. */
  readonly id: string;
  readonly rule: SeparationOfDutiesRule;
  readonly user: User;
  readonly conflict: Conflict;
  /** True: the conflict exists only after a return from leave. */
  readonly onReturn: boolean;
  /** The names of the witnesses that the person holds only after a return from leave. */
  readonly returning: ReadonlySet<string>;
}
