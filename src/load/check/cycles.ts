import type { AccessModel, EntitlementRef, RoleId } from "../../model/documents.ts";
import { inclusionEdges } from "../../model/role-closure.ts";
import { type Problem, findingAt, type Report } from "../problems.ts";

/** Reports roles that include each other and groups that nest each other in a cycle. The message shows the cycle. */
export function checkCycles(model: AccessModel, report: Report): void {
  const roles = inclusionEdges(model.roles);
  for (const cycle of cyclesIn<RoleId>(model.roles.keys(), (id) => roles.get(id) ?? [])) {
    const [first] = cycle;
    const role = model.roles.get(first);
    const next = cycle[1] ?? first;
    const index = role?.includes.indexOf(next) ?? -1;
    const problem: Problem = {
      code: "role/cycle",
      message: `Roles include each other in a cycle: ${[...cycle, first].join(" → ")}.`,
      remedy: "Remove one of these inclusions: `includes` of the including role, or `impliedBy` of the included one.",
    };
    report(findingAt(problem, { file: role?.source.file ?? "", field: index >= 0 ? ["includes", index] : [] }));
  }
  const nests = (ref: EntitlementRef): readonly EntitlementRef[] => model.entitlements.get(ref)?.nests ?? [];
  for (const cycle of cyclesIn<EntitlementRef>(model.entitlements.keys(), nests)) {
    const [first] = cycle;
    const entitlement = model.entitlements.get(first);
    const problem: Problem = {
      code: "entitlement/cycle",
      message: `Groups are members of each other in a cycle: ${[...cycle, first].join(" → ")}.`,
      remedy: "Remove one of these groups from `nests`.",
    };
    const index = entitlement?.nests.indexOf(cycle[1] ?? first) ?? -1;
    report(
      findingAt(problem, { file: entitlement?.source.file ?? "", field: index >= 0 ? ["nests", index] : ["nests"] }),
    );
  }
}

/** Yields one cycle for each back edge of a depth-first walk. Uses an explicit stack, because a chain can be long. */
function cyclesIn<Id extends string>(
  starts: Iterable<Id>,
  edgesOf: (id: Id) => readonly Id[],
): readonly (readonly [Id, ...Id[]])[] {
  const done = new Set<Id>();
  const cycles: (readonly [Id, ...Id[]])[] = [];
  for (const start of starts) {
    if (done.has(start)) continue;
    const trail: { readonly id: Id; readonly edges: Iterator<Id> }[] = [];
    const position = new Map<Id, number>();
    const enter = (id: Id): void => {
      position.set(id, trail.length);
      trail.push({ id, edges: edgesOf(id)[Symbol.iterator]() });
    };
    enter(start);
    for (let last = trail.at(-1); last !== undefined; last = trail.at(-1)) {
      const next = last.edges.next();
      if (next.done === true) {
        trail.pop();
        position.delete(last.id);
        done.add(last.id);
        continue;
      }
      const back = position.get(next.value);
      if (back !== undefined) {
        const [first, ...rest] = trail.slice(back).map(({ id }) => id);
        if (first !== undefined) cycles.push(fromSmallest([first, ...rest]));
      } else if (!done.has(next.value)) enter(next.value);
    }
  }
  return cycles;
}

/** Rotates a cycle to begin with its smallest id, so that the finding's place is stable. */
function fromSmallest<Id extends string>(cycle: readonly [Id, ...Id[]]): readonly [Id, ...Id[]] {
  let smallest = 0;
  for (const [index, id] of cycle.entries()) if (id < (cycle[smallest] ?? id)) smallest = index;
  const [first = cycle[0], ...rest] = [...cycle.slice(smallest), ...cycle.slice(0, smallest)];
  return [first, ...rest];
}
