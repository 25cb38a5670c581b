import type { Assignment } from "../../model/assignment.ts";
import type { EntitlementRef, Grant } from "../../model/documents.ts";
import { intersect, type Interval, mergeIntervals } from "../../model/instant.ts";
import { employmentOf } from "../../model/lifecycle.ts";
import { isOpen, subjectOfGrant } from "../granted.ts";
import { openPaths } from "../paths.ts";
import type { Rule, RuleContext } from "../rule.ts";
import { targetText } from "../../model/grant-target.ts";
import { assignmentsOfUser } from "../../model/effective.ts";

/**
 * Reports a grant that gives only access that its user holds through other paths. Of two grants that make each other
 * redundant only the later one in file order is named, so that all named grants can be removed together without a loss.
 */
export const redundantGrant = {
  id: "lp/redundant-grant",
  severity: "warning",
  page: {
    title: "Redundant grant: the user already holds this access through another path.",
    why: "When the other path is removed, the redundant grant keeps the access active.",
    next: "Remove the grant. No user loses access.",
  },
  *evaluate(context) {
    const { model, index } = context;
    for (const user of model.users.values()) {
      const grants = index.grantsOf(user.id).filter((grant) => isOpen(grant, context));
      if (grants.length === 0) continue;
      const held = new Map(assignmentsOfUser(index, user.id).map((one) => [one.entitlement, one]));
      const dropped = new Set<Grant>();
      for (const grant of grants.toReversed()) {
        const given = context.facts.givenBy(grant);
        const span = intersect(employmentOf(user) ?? grantSpan(grant), grantSpan(grant));
        const interval = span === undefined ? undefined : intersect(span, { from: context.at, until: null });
        if (given.length === 0 || interval === undefined) continue;
        if (!given.every((ref) => holdsOtherwise(held.get(ref), interval, { grant, dropped, context }))) continue;
        if (context.isExcepted(subjectOfGrant(grant, context))) continue; // it may stay, so an earlier equal grant is the redundant one
        dropped.add(grant);
        yield {
          message: `Redundant grant: ${user.id} already holds ${givenText(grant)} through ${otherSources(held, given, { grant, dropped, context })} for the same time.`,
          remedy: `Remove ${grant.source.file}. ${user.id} keeps the access.`,
          place: { file: grant.source.file, field: [] },
          subject: subjectOfGrant(grant, context),
        };
      }
    }
  },
} satisfies Rule;

interface Without {
  readonly grant: Grant;
  readonly dropped: ReadonlySet<Grant>;
  readonly context: RuleContext;
}

const givenText = ({ target }: Grant): string =>
  target.kind === "entitlement" ? target.entitlement : `everything that ${targetText(target)} gives`;

const grantSpan = ({ starts, expires }: Grant): Interval => ({ from: starts, until: expires });

function otherPaths(assignment: Assignment | undefined, { grant, dropped, context }: Without) {
  return assignment === undefined
    ? []
    : openPaths(assignment, context.at).filter(
        (path) => path.grant === null || (path.grant !== grant && !dropped.has(path.grant)),
      );
}

function holdsOtherwise(assignment: Assignment | undefined, interval: Interval, without: Without): boolean {
  const cover = mergeIntervals(otherPaths(assignment, without).map((path) => path.interval));
  return cover.some(
    ({ from, until }) =>
      (from ?? -Infinity) <= (interval.from ?? -Infinity) && (until ?? Infinity) >= (interval.until ?? Infinity),
  );
}

function otherSources(
  held: ReadonlyMap<EntitlementRef, Assignment>,
  given: readonly EntitlementRef[],
  without: Without,
): string {
  const names = new Set(
    given.flatMap((ref) =>
      otherPaths(held.get(ref), without).map((path) =>
        path.grant === null ? `role ${path.role ?? ""}` : path.grant.source.file,
      ),
    ),
  );
  const [first = "", ...more] = names;
  return more.length === 0 ? first : `${first} and ${more.length} more`;
}
