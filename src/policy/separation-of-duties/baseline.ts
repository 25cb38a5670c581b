import type { Role, Selector } from "../../model/documents.ts";
import { canMatchTogether } from "./selector-overlap.ts";

/** A birthright role with members in some sets of a rule. */
export interface BaselineRole {
  readonly role: Role;
  readonly selector: Selector;
  readonly sets: ReadonlySet<string>;
}

/** The highest number of combinations of two or more roles for one role and rule: all pairs of up to 45 roles. */
const triesAllowed = 1000;

/**
 * Returns the smallest combinations of birthright roles that, held with `role`, fill more than `atMost` sets and can match one
 * user: of the kinds that the role allows and, where it is a birthright role itself, of its selector. A combination that
 * violates the rule without the role is a conflict of the birthright roles alone and is left out.
 */
export function baselineConflicts(
  role: Role,
  own: ReadonlySet<string>,
  atMost: number,
  baseline: readonly BaselineRole[],
): readonly { readonly together: readonly Role[]; readonly isDecided: boolean }[] {
  const base = role.birthright === null ? [] : [role.birthright];
  const useful = baseline.filter(
    (other) =>
      [...other.sets].some((set) => !own.has(set)) && canMatchTogether([...base, other.selector], role.allowKinds),
  );
  const found: (readonly BaselineRole[])[] = [];
  let tries = 0;
  // By size, so that a combination that contains a smaller conflict is skipped.
  let open: readonly { readonly chosen: readonly BaselineRole[]; readonly next: number }[] = [{ chosen: [], next: 0 }];
  while (open.length > 0) {
    const longer: { readonly chosen: readonly BaselineRole[]; readonly next: number }[] = [];
    for (const { chosen, next } of open)
      for (const [offset, other] of useful.slice(next).entries()) {
        if (chosen.length > 0) tries += 1;
        if (tries > triesAllowed) return [...found.map(named), { together: [], isDecided: false }];
        const together = [...chosen, other];
        const others = union(together.map(({ sets }) => sets));
        if (chosen.length > 0 && others.size === union(chosen.map(({ sets }) => sets)).size) continue;
        if (others.size > atMost) continue;
        if (found.some((smaller) => smaller.every((each) => together.includes(each)))) continue;
        if (!canMatchTogether([...base, ...together.map(({ selector }) => selector)], role.allowKinds)) continue;
        if (union([own, others]).size > atMost) found.push(together);
        else longer.push({ chosen: together, next: next + offset + 1 });
      }
    open = longer;
  }
  return found.map(named);
}

const named = (together: readonly BaselineRole[]) => ({ together: together.map(({ role }) => role), isDecided: true });

function union(sets: readonly ReadonlySet<string>[]): ReadonlySet<string> {
  return new Set(sets.flatMap((set) => [...set]));
}
