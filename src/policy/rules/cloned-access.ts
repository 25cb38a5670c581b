import type { Grant, User } from "../../model/documents.ts";
import { compareText } from "../../support/compare.ts";
import { isOpen, subjectOfGrant } from "../granted.ts";
import { numberOf, type Rule, type RuleContext } from "../rule.ts";

interface Granted {
  readonly user: User;
  readonly grants: readonly Grant[];
  readonly entitlements: readonly string[];
}

/**
 * Reports two users whose direct grants are the same set of entitlements: the access was probably copied. The finding names
 * the later user: the one who started later, or has the later id.
 */
export const clonedAccess = {
  id: "lp/cloned-access",
  severity: "note",
  page: {
    title: "Two users are granted exactly the same set of entitlements.",
    why: "Access that was copied from a colleague includes entitlements that only the colleague needs.",
    next: "Remove the grants that the user does not need, and move the access that both users need into a role.",
  },
  *evaluate(context) {
    const least = numberOf(context, "grants", 3);
    const first = new Map<string, User>();
    const all = [...context.model.users.values()].map((user) => grantedTo(user, context));
    for (const { user, grants, entitlements } of all.sort(byStart)) {
      const [grant] = grants;
      if (grant === undefined || entitlements.length < least) continue;
      const key = entitlements.join(" ");
      const earlier = first.get(key);
      if (earlier === undefined) {
        first.set(key, user);
        continue;
      }
      yield {
        message: `${user.id} is granted exactly the same ${entitlements.length} entitlements as ${earlier.id} (${firstFew(entitlements)}). Copied access can include entitlements that only ${earlier.id} needs.`,
        remedy: `Remove the grants that ${user.id} does not need, and move the access that both users need into a role.`,
        place: { file: grant.source.file, field: [] },
        subject: { user },
        witness: [earlier.id, ...entitlements],
      };
    }
  },
} satisfies Rule;

function grantedTo(user: User, context: RuleContext): Granted {
  const grants = context.index
    .grantsOf(user.id)
    .filter((grant) => grant.target.kind === "entitlement" && isOpen(grant, context))
    .filter((grant) => !context.isExcepted(subjectOfGrant(grant, context)))
    .sort((left, right) => compareText(left.source.file, right.source.file));
  const entitlements = grants.flatMap(({ target }) => (target.kind === "entitlement" ? [target.entitlement] : []));
  return { user, grants, entitlements: [...new Set(entitlements)].sort(compareText) };
}

function byStart({ user: left }: Granted, { user: right }: Granted): number {
  return Math.sign((left.start ?? 0) - (right.start ?? 0)) || compareText(left.id, right.id);
}

function firstFew(names: readonly string[]): string {
  return names.length > 3 ? `${names.slice(0, 3).join(", ")}, …` : names.join(", ");
}
