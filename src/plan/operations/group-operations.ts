import { type DesiredGroup, groupKey } from "../desired/desired.ts";
import { becauseOfDocument } from "../because.ts";
import type { ObservedGroup } from "../../model/observation.ts";
import type { MatchedGroup } from "../match/match-groups.ts";
import type { CreateGroup, UpdateGroup } from "../operation.ts";
import { originOf } from "../origin.ts";
import { type AttributeChange, attributeChange } from "./attributes.ts";
import { baseGroupOf, isNewlyDeclared } from "./base-group.ts";
import { settingsOperations } from "./group-settings.ts";
import { type Draft, idOf, plainDraft } from "./draft.ts";
import type { SystemView } from "./system-view.ts";

/** Creates the group, renames it, or corrects its attributes and its declared settings. A retired group is not changed. */
export function groupOperations(matched: MatchedGroup, view: SystemView): readonly Draft[] {
  const { desired: group, live } = matched;
  if (!group.active) return [];
  const settings = settingsOperations(group, live, view);
  return live === null
    ? [createGroup(group, view), ...settings]
    : [...profileOperations(group, live, view), ...settings];
}

function profileOperations(group: DesiredGroup, live: ObservedGroup, view: SystemView): readonly Draft[] {
  const isRenamed = groupKey(view.desired.system, live.name) !== group.key;
  const rename = isRenamed ? attributeChange(new Map([["name", group.name]]), () => live.name) : null;
  const profile = attributeChange(new Map(Object.entries(group.profile)), (name) => live.profile[name]);
  if (rename === null && profile === null) return [];
  // The title of a Google group is an attribute that is also called `name`: a new address and a new title need two
  // writes.
  const clash = rename !== null && profile !== null && "name" in profile.after;
  if (!clash) return [updateGroup(group, merged(rename, profile), { live, view, suffix: [], dependsOn: [] })];
  const first = updateGroup(group, rename, { live, view, suffix: [], dependsOn: [] });
  const dependsOn = [first.operation.id];
  return [first, updateGroup(group, profile, { live, view, suffix: ["profile"], dependsOn })];
}

function merged(left: AttributeChange | null, right: AttributeChange | null): AttributeChange {
  return {
    before: { ...left?.before, ...right?.before },
    after: { ...left?.after, ...right?.after },
    patch: [...(left?.patch ?? []), ...(right?.patch ?? [])],
  };
}

function createGroup(group: DesiredGroup, view: SystemView): Draft {
  const { system } = view.desired;
  const text = `${group.first.ref} declares the group "${group.name}", which does not exist`;
  const operation: CreateGroup = {
    id: idOf(system.id, "group.create", group.first.id),
    action: "group.create",
    system: system.id,
    user: null,
    account: null,
    entitlement: group.first.ref,
    resource: { kind: "group", id: null, name: group.name },
    before: null,
    after: { name: group.name, profile: group.profile },
    patch: [],
    origin: originOf({ changed: isNewlyDeclared(group, view), boundaries: [], withoutBase: "change" }, view.context),
    tier: group.first.tier,
    because: [becauseOfDocument("entitlement", group.first, text)],
    dependsOn: [],
  };
  return plainDraft(operation, group.key);
}

function updateGroup(
  group: DesiredGroup,
  change: AttributeChange,
  {
    live,
    view,
    suffix,
    dependsOn,
  }: {
    readonly live: ObservedGroup;
    readonly view: SystemView;
    readonly suffix: readonly string[];
    readonly dependsOn: readonly string[];
  },
): Draft {
  const { system } = view.desired;
  const operation: UpdateGroup = {
    id: idOf(system.id, "group.update", group.first.id, ...suffix),
    action: "group.update",
    system: system.id,
    user: null,
    account: null,
    entitlement: group.first.ref,
    resource: { kind: "group", id: live.id, name: live.name },
    before: change.before,
    after: change.after,
    patch: change.patch,
    origin: originOf(
      {
        changed: isNewlyDeclared(group, view) || Object.keys(change.after).some((name) => isChanged(name, group, view)),
        boundaries: [],
        // The files ask for a value that is not set yet. A different value was set in the provider.
        withoutBase:
          live.name !== group.name || Object.values(change.before).every((value) => value === null)
            ? "change"
            : "drift",
      },
      view.context,
    ),
    tier: group.first.tier,
    because: [becauseOfDocument("entitlement", group.first, `${group.first.ref} describes the group "${group.name}"`)],
    dependsOn,
  };
  return plainDraft(operation, group.key);
}

function isChanged(attribute: string, group: DesiredGroup, view: SystemView): boolean {
  const before = baseGroupOf(group, view);
  return before?.profile[attribute] !== group.profile[attribute];
}
