import type { ObservedGroup } from "../../model/observation.ts";
import type { AccessReader } from "../../ports/access.ts";
import type { CreateGroup, UpdateGroup } from "../../plan/operation.ts";
import type { CreatedIds } from "../created-ids.ts";
import { firstDifference, groupField, judgeFields, withRemovals } from "./compare.ts";
import { asPlanned, asWanted, moved, nothingCreated, lookAt, type LookResult, type Step } from "./step.ts";

/** Creates the group under its name (Google: address). */
export function groupCreateStep(operation: CreateGroup, reader: AccessReader, ids: CreatedIds): Step {
  const { name, profile } = operation.after;
  let known: string | undefined;

  const judge = (group: ObservedGroup | undefined): LookResult => {
    if (group === undefined) return asPlanned;
    const there = `expected no group called "${name}", and there is ${group.id}`;
    if (!group.writable) return moved(`${there}, which something else writes`);
    const difference = firstDifference(profile, (field) => group.profile[field] ?? null);
    if (difference !== undefined) return moved(`${there}: ${difference}`);
    ids.remember(operation.system, "group", operation.resource.name, group.id);
    return asWanted;
  };
  return {
    write: { action: "group.create", name, profile },
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
export function groupUpdateStep({ resource: { id }, before, after }: UpdateGroup, reader: AccessReader): Step {
  const set = withRemovals(before, after);
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
