import type { ObservedSystem } from "../../model/observation.ts";
import type { DesiredSystem } from "../desired/desired.ts";
import type { GroupMatch } from "../match/match-groups.ts";
import type { AccountMatch } from "../match/identity.ts";
import type { PlanContext } from "../side.ts";

/** One system with what it should hold, what it holds, and which is which. */
export interface SystemView {
  readonly context: PlanContext;
  readonly desired: DesiredSystem;
  /** What the base asked for here; null where there is no base, or it had no such system. */
  readonly base: DesiredSystem | null;
  /** `user account` of each adoption file that the base had for this system. */
  readonly baseAdoptions: ReadonlySet<string>;
  readonly observed: ObservedSystem;
  readonly accounts: AccountMatch;
  readonly groups: GroupMatch;
}
