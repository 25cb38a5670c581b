import type { CodePage } from "../diagnostics/code.ts";
import type { GuardName } from "../model/guard-name.ts";
import { accountsPage } from "./guards/accounts.ts";
import { emptiedGroupPage } from "./guards/emptied-group.ts";
import { floorPage } from "./guards/floor.ts";
import { addOnlyPage, observeOnlyPage } from "./guards/mode.ts";
import { protectedPage } from "./guards/protected.ts";
import { removalsPage } from "./guards/removals.ts";
import { scheduledPage } from "./guards/scheduled.ts";
import { administratorsPage, ownAccountPage } from "./operations/administrators.ts";
import { orderPage } from "./order/leave-out-cycles.ts";
import { providerPages } from "./match/pages.ts";

const guardPages: Readonly<Record<`guard/${GuardName}`, CodePage>> = {
  "guard/removals": removalsPage,
  "guard/accounts": accountsPage,
  "guard/scheduled": scheduledPage,
  "guard/protected": protectedPage,
  "guard/floor": floorPage,
  "guard/emptied-group": emptiedGroupPage,
  "guard/own-account": ownAccountPage,
  "guard/administrators": administratorsPage,
  "guard/order": orderPage,
  "guard/observe-only": observeOnlyPage,
  "guard/add-only": addOnlyPage,
};

/** The page of each code that a plan's guards raise. */
export const planPages = { ...guardPages, ...providerPages };

declare module "../diagnostics/code.ts" {
  interface CodesByFolder {
    readonly plan: keyof typeof planPages;
  }
}
