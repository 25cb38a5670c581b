import type { ObservedGroup } from "../../model/observation.ts";
import { becauseOfDocument } from "../because.ts";
import type { DesiredGroup } from "../desired/desired.ts";
import type { ConfigureGroup } from "../operation.ts";
import { originOf } from "../origin.ts";
import { attributeChange } from "./attributes.ts";
import { baseGroupOf, isNewlyDeclared } from "./base-group.ts";
import { type Draft, idOf, plainDraft } from "./draft.ts";
import type { SystemView } from "./system-view.ts";

/**
 * Changes the declared settings that differ. A group that this plan creates gets all of them, because the provider chooses
 * the settings of a new group.
 */
export function settingsOperations(
  group: DesiredGroup,
  live: ObservedGroup | null,
  view: SystemView,
): readonly Draft[] {
  const change = attributeChange(new Map(Object.entries(group.settings)), (name) => live?.settings?.[name]);
  if (change === null) return [];
  const { system } = view.desired;
  const base = baseGroupOf(group, view);
  const isChanged = Object.keys(change.after).some((name) => base?.settings[name] !== group.settings[name]);
  const operation: ConfigureGroup = {
    id: idOf(system.id, "group.configure", group.first.id),
    action: "group.configure",
    system: system.id,
    user: null,
    account: null,
    entitlement: group.first.ref,
    resource: { kind: "group", id: live?.id ?? null, name: live?.name ?? group.name },
    before: live === null ? {} : change.before,
    after: change.after,
    patch: change.patch,
    origin: originOf(
      {
        changed: isChanged || isNewlyDeclared(group, view),
        boundaries: [],
        withoutBase: live === null ? "change" : "drift",
      },
      view.context,
    ),
    tier: group.first.tier,
    because: [
      becauseOfDocument(
        "entitlement",
        group.first,
        `${group.first.ref} declares settings of the group "${group.name}"`,
      ),
    ],
    dependsOn: [],
  };
  return [plainDraft(operation, group.key)];
}
