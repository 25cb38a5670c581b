import type { Entitlement, Organization, User } from "../../model/documents.ts";
import { howGiven, judgedPaths, placeOfPaths, sinceWhen, subjectOf } from "../paths.ts";
import { type Rule, textOf } from "../rule.ts";

/**
 * Outside addresses are only where their presence is meant: in entitlements tagged so. To have an account is left out: who
 * may have one is the business of sponsors and kinds, and nobody finds colleagues in it by surprise.
 */
export const externalInGroup = {
  id: "lp/external-in-group",
  severity: "error",
  page: {
    title: "An outside address is in a group that is not meant for outsiders.",
    why: "What members share there leaves the company, and they do not expect that.",
    next: "Take it away, or let the owners tag the entitlement as meant for outsiders.",
  },
  *evaluate(context) {
    const { model, index, at } = context;
    const tag = textOf(context, "tag", "external-ok");
    for (const user of model.users.values()) {
      const outside = hasOutsideAddress(user, model.organization);
      if (!outside && user.externalIn.length === 0) continue;
      for (const assignment of index.byUser.get(user.id) ?? []) {
        const entitlement = model.entitlements.get(assignment.entitlement);
        if (entitlement === undefined || !concerns(entitlement, user, outside) || entitlement.tags.includes(tag))
          continue;
        const paths = judgedPaths(assignment, user, context);
        if (paths.length === 0) continue;
        yield {
          message: `${user.id} (${user.email}) would have ${entitlement.ref}${sinceWhen(paths, at)}, ${howGiven(paths)}, with an address that is not ours there: what is shared with ${entitlement.title} leaves the company, and its members do not expect that.`,
          remedy: `Take ${entitlement.ref} away from ${user.id}, or let its owners tag it \`${tag}\` if outsiders are meant to be in it.`,
          place: placeOfPaths(paths, model),
          subject: subjectOf(user, assignment, paths),
        };
      }
    }
  },
} satisfies Rule;

function hasOutsideAddress({ email }: User, { domains }: Organization): boolean {
  const domain = email.slice(email.lastIndexOf("@") + 1).toLowerCase();
  return !domains.some((own) => own.toLowerCase() === domain);
}

function concerns({ target, system }: Entitlement, user: User, outside: boolean): boolean {
  return target.kind !== "account" && (outside || user.externalIn.includes(system));
}
