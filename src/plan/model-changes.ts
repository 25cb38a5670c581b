import type { AccessModel } from "../model/documents.ts";
import { canonicalJson } from "../support/canonical-json.ts";
import { compareText } from "../support/compare.ts";
import {
  entitlementFields,
  organizationFields,
  roleFields,
  separationFields,
  systemFields,
} from "./model-changes/catalogue.ts";
import * as people from "./model-changes/people.ts";
import type { Fields, Plain } from "./model-changes/plain.ts";
import * as rules from "./model-changes/rules.ts";
import { secondPathGrants } from "./model-changes/second-path-grants.ts";
import type { AccessChange, ModelChange } from "./plan.ts";

/**
 * Every changed field of any document that bears on access or approval and is not an access change itself, before and after
 * (null: not there). Titles, descriptions, reasons of grants and the places of files do not count; lists whose order says
 * nothing are compared as sets. Ordered by kind, id and field.
 * @param accessChanges those between the same two models: a grant that they say whole is not said again
 */
export function modelChangesBetween(
  base: AccessModel,
  head: AccessModel,
  accessChanges: readonly AccessChange[],
): readonly ModelChange[] {
  const secondPaths = secondPathGrants(base, head, accessChanges);
  const before = describe(base, secondPaths);
  const after = describe(head, secondPaths);
  const changes: ModelChange[] = [];
  for (const [key, entry] of after) compare(changes, entry, { before: before.get(key)?.fields, after: entry.fields });
  for (const [key, entry] of before)
    if (!after.has(key)) compare(changes, entry, { before: entry.fields, after: undefined });
  return changes.sort(
    (left, right) =>
      compareText(left.kind, right.kind) || compareText(left.id, right.id) || compareText(left.field, right.field),
  );
}

interface Described {
  readonly kind: string;
  readonly id: string;
  readonly fields: Fields;
}

function describe(model: AccessModel, secondPaths: ReadonlySet<string>): ReadonlyMap<string, Described> {
  const found = new Map<string, Described>();
  const add = (kind: string, id: string, fields: Fields): void => {
    found.set(`${kind} ${id}`, { kind, id, fields });
  };
  add("organization", "organization", organizationFields(model.organization));
  for (const user of model.users.values()) add("user", user.id, people.userFields(user));
  for (const system of model.systems.values()) add("system", system.id, systemFields(system, model.organization));
  for (const entitlement of model.entitlements.values())
    add("entitlement", entitlement.ref, entitlementFields(entitlement));
  for (const role of model.roles.values()) add("role", role.id, roleFields(role));
  for (const grant of model.grants)
    if (grant.eligible || secondPaths.has(people.grantId(grant)))
      add("grant", people.grantId(grant), people.grantFields(grant));
  for (const rule of model.separationOfDuties) add("separation-of-duties", rule.id, separationFields(rule));
  for (const [id, settings] of model.leastPrivilege.rules)
    add("least-privilege", id, rules.ruleSettingFields(settings));
  for (const rule of model.leastPrivilege.custom) add("custom", rule.id, rules.customRuleFields(rule));
  add("approvals", "approvals", rules.approvalFields(model.approvals));
  add("lifecycle", "lifecycle", rules.lifecycleFields(model.lifecycle));
  for (const waiver of model.waivers) add("waiver", `${waiver.rule}/${waiver.user}`, people.waiverFields(waiver));
  for (const adoption of model.adoptions)
    add("adoption", `${adoption.system}/${adoption.user}`, people.adoptionFields(adoption));
  for (const override of model.overrides) add("override", people.overrideId(override), people.overrideFields(override));
  for (const entry of model.baseline?.entries ?? [])
    add("baseline", rules.baselineId(entry), rules.baselineFields(entry));
  return found;
}

function compare(
  changes: ModelChange[],
  { kind, id }: Described,
  sides: { readonly before: Fields | undefined; readonly after: Fields | undefined },
): void {
  const before = new Map<string, Plain>();
  const after = new Map<string, Plain>();
  flatten(sides.before, "", before);
  flatten(sides.after, "", after);
  for (const field of new Set([...before.keys(), ...after.keys()])) {
    const old = before.get(field) ?? null;
    const now = after.get(field) ?? null;
    if (canonicalJson(old) === canonicalJson(now)) continue;
    // The empty lists of a document that is new, or gone, say as little as what is not there.
    if ((sides.before === undefined || sides.after === undefined) && isNothing(old) && isNothing(now)) continue;
    changes.push({ kind, id, field, before: old, after: now });
  }
}

/** Fields of objects are named with dots; lists, single values and empty objects are compared whole. */
function flatten(value: Plain | undefined, path: string, into: Map<string, Plain>): void {
  if (value === undefined) return;
  if (value === null || typeof value !== "object" || isList(value) || Object.keys(value).length === 0) {
    into.set(path, value);
    return;
  }
  for (const [name, field] of Object.entries(value)) flatten(field, path === "" ? name : `${path}.${name}`, into);
}

const isList = (value: Plain): value is readonly Plain[] => Array.isArray(value);
const isNothing = (value: Plain): boolean => value === null || (isList(value) && value.length === 0);
