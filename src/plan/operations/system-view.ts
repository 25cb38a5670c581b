import type { ObservedSystem } from "../../model/observation.ts";
import type { DesiredSystem } from "../desired/desired.ts";
import type { AssignableMatch } from "../match/match-assignables.ts";
import type { GroupMatch } from "../match/match-groups.ts";
import type { AccountMatch } from "../match/identity.ts";
import type { PlanContext } from "../side.ts";

/** One system with its desired state, its observed state, and the matches between them. */
export interface SystemView {
  readonly context: PlanContext;
  readonly desired: DesiredSystem;
  /** The desired state of the base; null without a base, or if the base lacks the system. */
  readonly base: DesiredSystem | null;
  /** `user account` of each adoption file that the base had for this system. */
  readonly baseAdoptions: ReadonlySet<string>;
  readonly observed: ObservedSystem;
  readonly accounts: AccountMatch;
  readonly groups: GroupMatch;
  readonly assignables: AssignableMatch;
}

/** The files' side of a system, which is all that the state of one account is decided from. */
export type AccountView = Pick<SystemView, "context" | "desired" | "base">;
