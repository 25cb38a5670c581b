import type { CustomDemand } from "../../model/documents.ts";
import { selectsUser } from "../../model/selector.ts";
import { howGiven, openPaths, placeOfPaths, sinceWhen } from "../paths.ts";
import { tiered } from "../witness.ts";
import type { SharedContext } from "../rule.ts";
import type { CustomFinding } from "./custom-finding.ts";

type Forbid = Extract<CustomDemand, { kind: "forbid" }>;

/** Judges `forbid`: no selected user may hold any of the entitlements, now or later. Returns one finding per user and entitlement. */
export function judgeForbid({ entitlements, users }: Forbid, context: SharedContext): readonly CustomFinding[] {
  const { model, at, facts } = context;
  return [...new Set(entitlements)].flatMap((ref) =>
    facts.assignmentsOf(ref).flatMap((assignment) => {
      const user = model.users.get(assignment.user);
      const paths = openPaths(assignment, at);
      if (user === undefined || paths.length === 0 || !selectsUser(users, user)) return [];
      return [
        {
          message: `${user.id} would hold ${ref}${sinceWhen(paths, at, model.organization.timezone)} ${howGiven(paths)}, but the rule forbids it for this user.`,
          remedy: `Remove ${ref} from ${user.id}, or ask the owners of access/policies/least-privilege.yaml to change the rule.`,
          place: placeOfPaths(paths, model),
          user: user.id,
          witness: [tiered(ref, model)],
        },
      ];
    }),
  );
}
