import { effectOf } from "../actions.ts";
import type { Operation } from "../operation.ts";
import { Barriers } from "./barriers.ts";

/**
 * What must be settled before an operation starts. The nodes are the operations by position, followed by gates. A gate
 * is settled when all nodes before it are.
 */
export interface StartEdges {
  readonly nodes: number;
  readonly edges: readonly { readonly first: number; readonly next: number }[];
}

/**
 * Returns what must be settled before each operation starts, from the operations in the plan's order. Operations without
 * a path between them may be in flight together, in any order:
 * - the operations in `dependsOn` come first
 * - an operation that contains an account comes before everything that follows it in the plan
 * - what a user gains comes before what the same user loses later in the plan. An operation without a user, such as one
 *   on a nested group, can be about any user of its system
 * - operations on the same object keep their order. A membership concerns its account, its group and the pair of both;
 *   only the pair is its own
 *
 * Every edge goes from an earlier operation to a later one, so the plan's order is one of the possible ones.
 */
export function startEdges(operations: readonly Operation[]): StartEdges {
  const barriers = new Barriers(operations.length);
  const positions = new Map(operations.map(({ id }, position) => [id, position]));
  for (const [position, operation] of operations.entries()) {
    for (const id of operation.dependsOn) {
      const first = positions.get(id);
      if (first !== undefined && first < position) barriers.edge(first, position);
    }
    orderByEffect(barriers, operation, position);
    orderByObject(barriers, operation, position);
  }
  return { nodes: barriers.nodes, edges: barriers.edges };
}

function orderByEffect(barriers: Barriers, operation: Operation, position: number): void {
  const { system, user } = operation;
  const effect = effectOf(operation);
  const gainsOf = (who: string | null): string => keyOf("gains", system, who);
  const gainsOfAll = keyOf("all gains", system);
  if (effect === "contains") barriers.join("containment", position);
  else barriers.hold("containment", position);
  if (effect === "gives") {
    barriers.join(gainsOf(user), position);
    barriers.join(gainsOfAll, position);
  }
  if (effect !== "takes") return;
  if (user === null) barriers.hold(gainsOfAll, position);
  else for (const who of [user, null]) barriers.hold(gainsOf(who), position);
}

/** Operations that use an object come after the last one that writes it, and before the next. */
function orderByObject(barriers: Barriers, operation: Operation, position: number): void {
  const { written, used } = objectsOf(operation);
  const [uses, writes] = [(key: string) => `uses ${key}`, (key: string) => `writes ${key}`];
  for (const key of written) {
    barriers.hold(uses(key), position);
    barriers.hold(writes(key), position);
  }
  for (const key of used) barriers.hold(writes(key), position);
  for (const key of written) barriers.join(writes(key), position);
  for (const key of used) barriers.join(uses(key), position);
}

/** Returns the objects that the operation writes, and those that must stay as they are meanwhile. */
function objectsOf({ system, account, resource }: Operation): {
  readonly written: readonly string[];
  readonly used: readonly string[];
} {
  // An object has an id, a name, or both: an operation before its creation knows only the name.
  const own = namesOf(resource.id, resource.name).map((name) => keyOf(system, resource.kind, name));
  if (account === null || resource.kind === "account") return { written: own, used: [] };
  const accounts = namesOf(account.id, account.address).map((name) => keyOf(system, "account", name));
  return { written: accounts.flatMap((one) => own.map((other) => keyOf(one, other))), used: [...accounts, ...own] };
}

const namesOf = (id: string | null, name: string): readonly string[] =>
  id === null ? [name.toLowerCase()] : [id, name.toLowerCase()];

const keyOf = (...parts: readonly (string | null)[]): string => JSON.stringify(parts);
