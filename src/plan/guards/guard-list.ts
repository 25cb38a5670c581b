import { accountsGuard } from "./accounts.ts";
import { emptiedGroupGuard } from "./emptied-group.ts";
import { floorGuard } from "./floor.ts";
import type { Guard } from "./guard.ts";
import { observeOnlyGuard } from "./mode.ts";
import { protectedGuard } from "./protected.ts";
import { removalsGuard } from "./removals.ts";
import { scheduledGuard } from "./scheduled.ts";

/** All guards that check a system's part of a plan. */
export const guards: readonly Guard[] = [
  protectedGuard,
  floorGuard,
  emptiedGroupGuard,
  removalsGuard,
  accountsGuard,
  scheduledGuard,
  observeOnlyGuard,
];
