import type { ObservedGroup } from "../../model/observation.ts";
import type { AccessReader } from "../../ports/access.ts";
import type { Operation } from "../../plan/operation.ts";
import type { CreatedIds } from "../created-ids.ts";
import { type Fields, firstDifference, groupField, judgeFields } from "./compare.ts";
import { asPlanned, asWanted, moved, nothingCreated, lookAt, type LookResult, type Step } from "./step.ts";

/** `after`: name (Google: address) and profile. */
export function groupCreateStep(operation: Operation, reader: AccessReader, ids: CreatedIds): Step | undefined {
  const { name, profile } = operation.after ?? {};
  if (typeof name !== "string" || typeof profile !== "object" || profile === null) return undefined;
  const wanted = profile as Fields;
  let known: string | undefined;

  const judge = (group: ObservedGroup | undefined): LookResult => {
    if (group === undefined) return asPlanned;
    const there = `expected no group called "${name}", and there is ${group.id}`;
    if (!group.writable) return moved(`${there}, which something else writes`);
    const difference = firstDifference(wanted, (field) => group.profile[field] ?? null);
    if (difference !== undefined) return moved(`${there}: ${difference}`);
    ids.remember(operation.system, "group", operation.resource.name, group.id);
    return asWanted;
  };
  return {
    write: { action: "group.create", name, profile: wanted },
    look: () => {
      const id = known;
      return lookAt(() => (id === undefined ? reader.groupByName(name) : reader.groupById(id)), judge);
    },
    created: (id) => {
      known = id;
    },
  };
}

/** Changed fields; `name` renames, and the group keeps its id and its members. */
export function groupUpdateStep({ resource, before, after }: Operation, reader: AccessReader): Step | undefined {
  const { id } = resource;
  if (id === null || before === null || after === null) return undefined;
  const set = { ...Object.fromEntries(Object.keys(before).map((name) => [name, null])), ...after };
  return {
    write: { action: "group.update", group: id, set },
    look: () =>
      lookAt(
        () => reader.groupById(id),
        (group) => {
          if (group === undefined) return moved(`expected the group ${id}, and it is gone`);
          if (!group.writable)
            return moved(`expected a group of our own, and something else writes "${group.name}" now`);
          return judgeFields({ before, after: set }, (name, planned) => groupField(group, name, planned));
        },
      ),
    created: nothingCreated,
  };
}
