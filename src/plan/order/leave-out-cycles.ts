import type { CodePage } from "../../diagnostics/code.ts";
import { compareText } from "../../support/compare.ts";
import { groupBy } from "../../support/multi-map.ts";
import { effectOf } from "../actions.ts";
import type { Draft } from "../operations/draft.ts";
import type { GuardResult, GuardSubject } from "../plan.ts";
import { cyclicComponents } from "./components.ts";
import type { Edge } from "./edges.ts";
import { findCycle } from "./sort.ts";

export interface Acyclic {
  /** The operations of cycles and what depends on them, by position. */
  readonly leftOut: ReadonlySet<number>;
  /** One `guard/order` for each user, or group, whose operations are left out. */
  readonly guards: readonly GuardResult[];
}

/**
 * Leaves out the operations that come before each other in a cycle, and what depends on them: no order of them is safe.
 * A suspension or a deactivation stays, because containment never waits.
 * @param dependenciesOf returns the true prerequisites of an operation, by position
 */
export function leaveOutCycles(
  drafts: readonly Draft[],
  {
    nodes,
    edges,
    dependenciesOf,
  }: {
    readonly nodes: number;
    readonly edges: readonly Edge[];
    readonly dependenciesOf: (node: number) => Iterable<number>;
  },
): Acyclic {
  const leftOut = new Set<number>();
  const guards: GuardResult[] = [];
  const components = cyclicComponents(nodes, edges);
  if (components.length === 0) return { leftOut, guards };
  const dependents = groupBy(
    [...drafts.keys()].flatMap((node) => [...dependenciesOf(node)].map((first) => ({ first, node }))),
    ({ first }) => first,
  );
  for (const component of components) {
    const own: number[] = [];
    const open = [...component];
    for (let node = open.pop(); node !== undefined; node = open.pop()) {
      const draft = drafts[node];
      // A gate between operations is not an operation.
      if (draft === undefined || leftOut.has(node) || effectOf(draft.operation) === "contains") continue;
      leftOut.add(node);
      own.push(node);
      open.push(...(dependents.get(node) ?? []).map((one) => one.node));
    }
    const cycle = cycleText(
      findCycle(edges, (node) => component.has(node)),
      drafts,
    );
    guards.push(
      ...cycleGuards(
        own.flatMap((node) => drafts[node] ?? []),
        cycle,
      ),
    );
  }
  return { leftOut, guards };
}

/** Only the first operations are named: the cycle names those that cause it. */
const shownOperations = 5;

/** Returns one block for each user. The first one names the cycle, and the others refer to it. */
function cycleGuards(drafts: readonly Draft[], cycle: string): readonly GuardResult[] {
  const bySubject = groupBy(drafts, (draft) => JSON.stringify([draft.operation.system, subjectOf(draft)]));
  const [leader] = drafts.map(subjectOf);
  return [...bySubject.values()].flatMap((own, position) => {
    const [first] = own;
    if (first === undefined) return [];
    const ids = own.map(({ operation }) => operation.id).sort(compareText);
    const more = ids.length > shownOperations ? ` and ${ids.length - shownOperations} more` : "";
    const subject = subjectOf(first);
    const why =
      position === 0
        ? `The order has a cycle: ${cycle}`
        : `See the cycle of ${leader?.kind ?? ""} ${leader?.id ?? ""}.`;
    return [
      {
        code: "guard/order",
        system: first.operation.system,
        blocked: true,
        message: `Not planned: ${ids.slice(0, shownOperations).join(", ")}${more}. ${why}`,
        remedy: "Make two changes: first remove the access. After that change is applied, add the new access.",
        override: null,
        subject,
      } satisfies GuardResult,
    ];
  });
}

/** Returns the user of an operation; without one, the group, or else the system. */
function subjectOf({ operation, holder }: Draft): GuardSubject {
  const user = operation.user ?? holder;
  if (user !== null) return { kind: "user", id: user };
  return operation.entitlement === null
    ? { kind: "system", id: operation.system }
    : { kind: "group", id: operation.entitlement };
}

/** Returns for example `a → b → a, because the group keeps its owners.` Each reason is named once. */
function cycleText(cycle: readonly Edge[], drafts: readonly Draft[]): string {
  const ids = cycle.flatMap(({ first }) => drafts[first]?.operation.id ?? []);
  const reasons = [...new Set(cycle.map(({ reason }) => reasonTexts[reason]))];
  return `${[...ids, ...ids.slice(0, 1)].join(" → ")}, because ${reasons.join(", and ")}.`;
}

const reasonTexts: Readonly<Record<Edge["reason"], string>> = {
  creates: "the operation creates what the next one uses",
  "separation-of-duties": "a separation-of-duties rule separates two of them",
  "keeps-access": "the user keeps access",
  "leaves-group": "a group can give the app",
  excludes: "an account has one licence of a product",
  "keeps-owner": "the group keeps its owners",
  "clears-before-return": "a returning user must not get back access that ended",
  renames: "the new name comes first",
};

/** The page of guard/order. */
export const orderPage: CodePage = {
  title: "Some operations depend on each other in a cycle.",
  why: "Every order of them would cause a separation-of-duties conflict or a missing owner for a moment. They and what depends on them are left out, and the rest is applied.",
  next: "Make two changes: first the removal, then the addition.",
};
