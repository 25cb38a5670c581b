import type { CodePage } from "../../diagnostics/code.ts";
import type { GuardResult } from "../plan.ts";
import { compareText } from "../../support/compare.ts";
import type { Guard } from "./guard.ts";
import { appendTo } from "../../support/multi-map.ts";

/**
 * guard/protected: no plan changes a protected user (I5), and no override lifts that. A membership of an account that no user
 * is matched to counts as theirs where it has their address.
 */
export const protectedGuard: Guard = ({ system, drafts, protectedUsers }) => {
  const touched = new Map<string, string[]>();
  const isProtected = new Set<string>(protectedUsers);
  for (const { operation, holder: id } of drafts) {
    if (id === null || !isProtected.has(id)) continue;
    appendTo(touched, id, operation.id);
  }
  return [...touched]
    .sort(([left], [right]) => compareText(left, right))
    .map(([id, operations]): GuardResult => ({
      code: "guard/protected",
      system: system.id,
      blocked: true,
      message: `The plan would change the protected user ${id} in ${system.id}: ${operations.sort(compareText).join(", ")}.`,
      remedy:
        "Take the user out of the change, or bring the provider in line by hand; access/rolecall.yaml lists who is protected.",
      override: null,
    }));
};

/** The page of guard/protected. */
export const protectedPage: CodePage = {
  title: "The plan would change a protected user.",
  why: "Break-glass accounts and Rolecall's own account must stay available after every error.",
  next: "Remove the user from the change. access/rolecall.yaml lists the protected users.",
};
