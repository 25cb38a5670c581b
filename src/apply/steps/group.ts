import type { ObservedGroup } from "../../model/observation.ts";
import type { AccessReader } from "../../ports/access.ts";
import type { ConfigureGroup, CreateGroup, UpdateGroup } from "../../plan/operation.ts";
import { type CreatedIds, groupIdOf } from "../created-ids.ts";
import { firstDifference, groupField, judgeFields, withRemovals } from "./compare.ts";
import {
  asPlanned,
  asWanted,
  differs,
  nothingCreated,
  readObject,
  type ReadResult,
  type Step,
  unknown,
} from "./step.ts";

/** Creates the group with its name (Google: address). */
export function groupCreateStep(operation: CreateGroup, reader: AccessReader, ids: CreatedIds): Step {
  const { name, profile } = operation.after;
  let known: string | undefined;

  const judge = (group: ObservedGroup | undefined): ReadResult => {
    if (group === undefined) return asPlanned;
    // Google also finds a group by an alias.
    if (group.name.toLowerCase() !== name.toLowerCase())
      return differs(`"${name}" is an alias of the group "${group.name}" (${group.id})`);
    const there = `expected no group called "${name}", got ${group.id}`;
    if (!group.writable) return differs(`${there}, which another source manages`);
    const difference = firstDifference(profile, (field) => group.profile[field] ?? null);
    if (difference !== undefined) return differs(`${there}: ${difference}`);
    ids.remember(operation.system, "group", operation.resource.name, group.id);
    return asWanted;
  };
  return {
    write: { action: "group.create", name, profile },
    read: () => {
      const id = known;
      return readObject(() => (id === undefined ? reader.groupByName(name) : reader.groupById(id)), judge);
    },
    created: (id) => {
      known = id;
    },
  };
}

/** Updates fields. `name` renames the group; it keeps its id and its members. */
export function groupUpdateStep({ resource: { id }, before, after }: UpdateGroup, reader: AccessReader): Step {
  const set = withRemovals(before, after);
  return {
    write: { action: "group.update", group: id, set },
    read: () =>
      readObject(
        () => reader.groupById(id),
        (group) => {
          if (group === undefined) return differs(`expected the group ${id}, got none`);
          if (!group.writable)
            return differs(`expected a group that Rolecall may write, but another source manages "${group.name}" now`);
          return judgeFields({ before, after: set }, (name, planned) => groupField(group, name, planned));
        },
      ),
    created: nothingCreated,
  };
}

/** Changes settings. Returns null if the group was not created. */
export function groupConfigureStep(operation: ConfigureGroup, reader: AccessReader, ids: CreatedIds): Step | null {
  const id = groupIdOf(operation, ids);
  if (id === undefined) return null;
  const { before, after, resource } = operation;
  const isNew = resource.id === null;
  const judge = (settings: Readonly<Record<string, unknown>> | undefined): ReadResult => {
    // A provider can show the settings of a new group later than the group. The writer waits for them.
    if (settings === undefined) return isNew ? asPlanned : differs(`expected the group ${id}, got none`);
    const result = judgeFields({ before, after }, (name) => settings[name] ?? null);
    return isNew && result.kind === "differs" ? asPlanned : result;
  };
  return {
    write: { action: "group.configure", group: id, set: after },
    read: () =>
      reader.groupSettings === undefined
        ? Promise.resolve(unknown("this provider does not show settings of groups"))
        : readObject(async () => (await reader.groupSettings?.(id)) ?? { kind: "absent" }, judge),
    created: nothingCreated,
  };
}
