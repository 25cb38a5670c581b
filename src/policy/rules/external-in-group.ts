import type { Entitlement, Organization, User } from "../../model/documents.ts";
import { howGiven, judgedPaths, placeOfPaths, sinceWhen, subjectOf } from "../paths.ts";
import { type Rule, type RuleContext, textOf } from "../rule.ts";
import { assignmentsOfUser } from "../../model/effective.ts";
import { nestedHolders } from "../nested-holders.ts";

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
    const tag = tagOf(context);
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
  *evaluateObserved(context) {
    const { model, facts, observations } = context;
    const tag = tagOf(context);
    for (const { ref, through, users, strangers } of nestedHolders(observations ?? [], { model, facts })) {
      const entitlement = model.entitlements.get(ref);
      if (entitlement === undefined || entitlement.tags.includes(tag)) continue;
      const finding = (holder: string) => ({
        message: `${holder} holds ${ref}${through} at the provider with an external address, but ${entitlement.title} is not tagged for external users.`,
        remedy: `Remove the address from the nested group, or ask the owners of ${ref} to add the tag \`${tag}\` if external users are allowed.`,
        place: { file: entitlement.source.file, field: [] },
      });
      for (const user of users)
        if (concerns(entitlement, user, hasOutsideAddress(user, model.organization)))
          yield {
            ...finding(`${user.id} (${user.email})`),
            subject: { user, entitlement: ref },
            witness: [through.trim()],
          };
      for (const address of strangers)
        if (hasOutsideAddress({ email: address }, model.organization))
          yield {
            ...finding(address),
            subject: { entitlement: ref },
            witness: [through.trim(), address.toLowerCase()],
          };
    }
  },
} satisfies Rule;

const tagOf = (context: RuleContext): string => textOf(context, "tag", "external-ok");

function hasOutsideAddress({ email }: Pick<User, "email">, { domains }: Organization): boolean {
  const domain = email.slice(email.lastIndexOf("@") + 1).toLowerCase();
  return !domains.some((own) => own.toLowerCase() === domain);
}

function concerns({ target, system }: Entitlement, user: User, outside: boolean): boolean {
  return target.kind !== "account" && (outside || user.externalIn.includes(system));
}
