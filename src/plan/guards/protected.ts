import type { CodePage } from "../../diagnostics/code.ts";
import type { SystemId, User } from "../../model/documents.ts";
import type { ObservedAccount } from "../../model/observation.ts";
import type { GuardResult } from "../plan.ts";
import { compareText } from "../../support/compare.ts";
import type { Guard } from "./guard.ts";
import { appendTo } from "../../support/multi-map.ts";

/**
 * guard/protected: refuses every change of a protected user (I5). No override lifts it. A membership of an account that
 * matches no user counts as the protected user's if it has their address.
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
        "Remove the user from the change, or change the provider manually. access/rolecall.yaml lists the protected users.",
      override: null,
    }));
};

/** Refuses to contain an account that is, or may be, a protected user's. The result concerns the user alone. */
export function protectedFrom(
  system: SystemId,
  { user, guarded, account }: { readonly user: User; readonly guarded: User; readonly account: ObservedAccount },
): GuardResult {
  const whose = guarded.id === user.id ? "" : `, whose address belongs to the protected user ${guarded.id}`;
  return {
    code: "guard/protected",
    system,
    blocked: true,
    message: `Not contained: the account ${account.id} of the ${guarded.id === user.id ? "protected " : ""}user ${user.id} in ${system}${whose}.`,
    remedy: "Contain the account manually, or remove the user from the protected users in access/rolecall.yaml.",
    override: null,
    subject: { kind: "user", id: user.id },
  };
}

/** The page of guard/protected. */
export const protectedPage: CodePage = {
  title: "The plan would change a protected user.",
  why: "Break-glass accounts and Rolecall's own account must stay usable after any mistake.",
  next: "Remove the user from the change. access/rolecall.yaml lists the protected users.",
};
