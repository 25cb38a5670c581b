import type { Entitlement, Organization, User } from "../../model/documents.ts";
import { howGiven, judgedPaths, placeOfPaths, sinceWhen, subjectOf } from "../paths.ts";
import { type Rule, textOf } from "../rule.ts";
import { assignmentsOfUser } from "../../model/effective.ts";

/**
 * Reports an external address that holds an entitlement without the tag for external users. Account entitlements are not
 * judged: sponsors and user kinds decide who may have an account.
 */
export const externalInGroup = {
  id: "lp/external-in-group",
  severity: "error",
  page: {
    title: "An external address is in a group that is not marked for external users.",
    why: "The members share information there and do not expect external readers.",
    next: "Remove the user from the group, or ask the owners to tag the entitlement for external users.",
  },
  *evaluate(context) {
    const { model, index, at } = context;
    const tag = textOf(context, "tag", "external-ok");
    for (const { ref, title, tags, source, externalMembers } of model.entitlements.values())
      for (const [index, { address, expires }] of externalMembers.entries()) {
        if (expires <= at || tags.includes(tag)) continue;
        yield {
          message: `${address} would be an external member of ${ref}, but ${title} is not tagged for external users.`,
          remedy: `Remove the entry, or ask the owners of ${ref} to add the tag \`${tag}\` if external users are allowed.`,
          place: { file: source.file, field: ["externalMembers", index, "address"] },
          subject: { entitlement: ref },
          witness: [address.toLowerCase()],
        };
      }
    for (const user of model.users.values()) {
      const outside = hasOutsideAddress(user, model.organization);
      if (!outside && user.externalIn.length === 0) continue;
      for (const assignment of assignmentsOfUser(index, user.id)) {
        const entitlement = model.entitlements.get(assignment.entitlement);
        if (entitlement === undefined || !concerns(entitlement, user, outside) || entitlement.tags.includes(tag))
          continue;
        const paths = judgedPaths(assignment, user, context);
        if (paths.length === 0) continue;
        yield {
          message: `${user.id} (${user.email}) would hold ${entitlement.ref}${sinceWhen(paths, at, model.organization.timezone)} ${howGiven(paths)} with an external address, but ${entitlement.title} is not tagged for external users.`,
          remedy: `Remove ${entitlement.ref} from ${user.id}, or ask its owners to add the tag \`${tag}\` if external users are allowed.`,
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
