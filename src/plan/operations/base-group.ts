import type { DesiredGroup } from "../desired/desired.ts";
import type { SystemView } from "./system-view.ts";

/** Returns the group as the base declared it, under its name or an earlier one. */
export function baseGroupOf(group: DesiredGroup, { base }: SystemView): DesiredGroup | null {
  for (const { ref } of group.entitlements) {
    const known = base?.groupOf.get(ref);
    if (known !== undefined) return known;
  }
  return null;
}

/**
 * Returns whether the base did not declare the group, or declared it with another name or another rule for unmatched
 * members.
 */
export function isNewlyDeclared(group: DesiredGroup, view: SystemView): boolean {
  const before = baseGroupOf(group, view);
  return (
    before === null ||
    before.key !== group.key ||
    before.active !== group.active ||
    before.authoritative !== group.authoritative
  );
}
