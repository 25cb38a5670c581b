import type { CodePage } from "../../diagnostics/code.ts";
import { counted } from "../../support/counted.ts";
import { addedTo } from "./already-removed.ts";
import { afterText, containing, countContained, type Guard, liftable } from "./guard.ts";

/**
 * guard/accounts: limits the accounts that one run suspends or deactivates. Scheduled suspensions and deactivations
 * have their own limit (guard/scheduled).
 */
export const accountsGuard: Guard = (scene) => {
  const limit = scene.system.guards.accounts.count;
  const drafts = scene.drafts.filter(({ operation }) => operation.origin !== "schedule");
  const contained = countContained(drafts);
  const earlier = addedTo(containing(drafts), scene.already.accounts);
  if (contained === 0 || contained + earlier <= limit) return [];
  return [
    liftable("accounts", scene, {
      message: `The plan would suspend or deactivate ${counted(contained, "account")} in ${scene.system.id}${afterText(earlier)}; the limit is ${limit} (guards.accounts, ${scene.system.source.file}).`,
      remedy: "Split the change, or check why so many users lose their account.",
      needed: contained + earlier,
    }),
  ];
};

/** The page of guard/accounts. */
export const accountsPage: CodePage = {
  title: "The plan would suspend or deactivate more accounts than the limit for one run.",
  why: "Many blocked accounts suggest an incomplete read or a wrong file.",
  next: "Split the change, or add a file under access/overrides/accounts/. Root owners must approve it.",
};
