import type { AccessModel, EntitlementRef, UserId } from "../../src/model/documents.ts";
import {
  type AssignmentIndex,
  heldAt,
  intervalsOf,
  nextBoundary,
  resolveAssignments,
} from "../../src/model/effective.ts";
import { contains } from "../../src/model/instant.ts";
import { what, who, why } from "../../src/model/queries.ts";
import type { Company } from "../reference/company.ts";
import { boundaries, holdsRight } from "../reference/reference.ts";

/** Returns the differences between product and reference about who holds what at any instant, one line each. */
export function accessDifferences(company: Company, model: AccessModel, index: AssignmentIndex, at: number): string[] {
  const differences: string[] = [];
  const instants = [-1, ...boundaries(company)];
  const returned = resolveAssignments(model, { asIfReturned: true });
  for (const user of company.users)
    for (const { ref } of company.entitlements) {
      const find = (from: AssignmentIndex) =>
        from.byUser.get(user.id as UserId)?.find(({ entitlement }) => entitlement === ref);
      const assignment = find(index);
      const back = find(returned);
      const stretches = assignment === undefined ? [] : intervalsOf(assignment);
      for (const [position, stretch] of stretches.entries()) {
        const next = stretches[position + 1];
        if (next !== undefined && (stretch.until === null || (next.from ?? -Infinity) <= stretch.until))
          differences.push(`${user.id} ${ref}: periods ${JSON.stringify(stretches)} touch or are out of order`);
      }
      for (const when of instants) {
        const compare = (name: string, actual: boolean, expected: boolean): void => {
          if (actual !== expected)
            differences.push(`${user.id} ${ref} at ${when}: ${name} is expected ${expected}, got ${actual}`);
        };
        const expected = holdsRight(company, user, ref, { when, returned: false, eligible: false });
        compare("held", assignment !== undefined && heldAt(assignment, when), expected);
        compare(
          "in a period",
          stretches.some((stretch) => contains(stretch, when)),
          expected,
        );
        compare(
          "held with eligible",
          assignment?.paths.some(({ interval }) => contains(interval, when)) ?? false,
          holdsRight(company, user, ref, { when, returned: false, eligible: true }),
        );
        compare(
          "held after return",
          back !== undefined && heldAt(back, when),
          holdsRight(company, user, ref, { when, returned: true, eligible: false }),
        );
      }
      const holds = holdsRight(company, user, ref, { when: at, returned: false, eligible: false });
      const answers = {
        why: why({ model, index, at }, user.id as UserId, ref as EntitlementRef).holds,
        who: who({ model, index, at }, ref as EntitlementRef).some((holder) => holder.user === user.id),
        what: what({ model, index, at }, user.id as UserId).assignments.some(({ entitlement }) => entitlement === ref),
      };
      for (const [name, answer] of Object.entries(answers))
        if (answer !== holds) differences.push(`${name} ${user.id} ${ref} at ${at}: ${answer}, not ${holds}`);
    }
  const expected = expectedBoundary(company, at);
  const actual = nextBoundary(index, at);
  if (actual !== expected) differences.push(`next boundary after ${at}: expected ${expected}, got ${actual}`);
  return differences;
}

/** Returns the first instant after `at` at which a user gains or loses access. */
function expectedBoundary(company: Company, at: number): number | null {
  const changed = boundaries(company).find(
    (when) =>
      when > at &&
      company.users.some((user) =>
        company.entitlements.some(({ ref }) => {
          const holds = (instant: number): boolean =>
            holdsRight(company, user, ref, { when: instant, returned: false, eligible: false });
          return holds(when) !== holds(when - 0.5);
        }),
      ),
  );
  return changed ?? null;
}
