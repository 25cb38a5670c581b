import type { CodePage } from "../../diagnostics/code.ts";
import { effectOf } from "../actions.ts";
import { counted } from "../../support/counted.ts";
import { type Guard, liftable } from "./guard.ts";

/** guard/accounts: no more accounts suspended or deactivated in one run than the system's limit; scheduled ones are counted apart. */
export const accountsGuard: Guard = (scene) => {
  const limit = scene.system.guards.accounts.count;
  const contained = scene.drafts.filter(
    ({ operation }) => effectOf(operation) === "contains" && operation.origin !== "schedule",
  ).length;
  if (contained <= limit) return [];
  return [
    liftable("accounts", scene, {
      message: `The plan would suspend or deactivate ${counted(contained, "account")} in ${scene.system.id}; the limit is ${limit} (guards.accounts, ${scene.system.source.file}).`,
      remedy: "Split the change, or look for what made so many users lose their account.",
      needed: contained,
    }),
  ];
};

/** The page of guard/accounts. */
export const accountsPage: CodePage = {
  title: "The plan would suspend or deactivate more accounts than the limit for one run.",
  why: "Many suspensions at once can come from a wrong file or an incomplete read.",
  next: "Split the change, or ask the root owners to add a file under access/overrides/accounts/.",
};
