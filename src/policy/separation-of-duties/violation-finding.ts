import { ownerNames } from "../../model/owner.ts";
import type { Severity, UnlocatedFinding, WitnessPath } from "../../diagnostics/finding.ts";
import type { AccessModel, Waiver } from "../../model/documents.ts";
import { formatInstant, type Instant } from "../../model/instant.ts";
import { compareText } from "../../support/compare.ts";
import { waiverGap } from "../waivers.ts";
import { smallestCure } from "./remedy.ts";
import type { Violation } from "./violation.ts";
import { ownersOf, stepsOf, type Witness, witnessName } from "./witness.ts";

/** The finding for a violation, as its rule's mode and a waiver weigh it. */
export function findingOf(
  violation: Violation,
  waiver: Waiver | undefined,
  model: AccessModel,
  at: Instant,
): UnlocatedFinding {
  const { rule, user, conflict } = violation;
  const severity: Severity = waiver !== undefined ? "note" : rule.mode === "prevent" ? "error" : "warning";
  const allowed = rule.atMost === 1 ? "only one" : `no more than ${rule.atMost}`;
  const approval =
    rule.mode === "approve" && waiver === undefined
      ? ` A change that brings it about must be approved by an owner of the rule: ${ownerNames(rule.owners).join(", ")}.`
      : "";
  return {
    code: `sod/${rule.id}`,
    severity,
    message:
      `${user.id} would hold ${namesOf(violation).join(" and ")}${whenOf(violation, at)}, which the rule "${rule.title}" keeps apart: ` +
      `of ${[...rule.sets.keys()].join(", ")} one person may have ${allowed} at a time (risk ${rule.risk}).${approval}${writtenAt(conflict.witnesses, model)}`,
    remedy:
      waiver === undefined
        ? remedyOf(violation, model, at)
        : `Nothing until ${formatInstant(waiver.expires)}, when the waiver ends and the conflict stands again. Meanwhile: ${waiver.compensatingControl}`,
    place: placeOf(conflict.witnesses, model),
    user: user.id,
    paths: pathsOf(conflict.witnesses, model),
    waiver: waiver?.source.file ?? null,
  };
}

function namesOf({ conflict, returning, onReturn }: Violation): readonly string[] {
  const names = [...new Set(conflict.witnesses.map(witnessName))].sort(compareText);
  return names.map((name) => (!onReturn && returning.has(name) ? `${name} (once back from leave)` : name));
}

/** How many indirect ways are spelled out; `paths` has them all. */
const spelledOut = 4;

/** File and line of every step, for what comes through included roles or nested groups: there the first file says too little. */
function writtenAt(witnesses: readonly Witness[], model: AccessModel): string {
  const ways = new Map<string, string>();
  for (const witness of witnesses) {
    const name = witnessName(witness);
    if (witness.through.length === 0 || ways.has(name)) continue;
    const steps = stepsOf(witness, model).map(({ file, line }) => `${file}:${line}`);
    ways.set(name, `${name} is written at ${steps.join(" → ")}`);
  }
  if (ways.size === 0) return "";
  const rest = ways.size > spelledOut ? `; and ${ways.size - spelledOut} more` : "";
  return ` ${[...ways.values()].slice(0, spelledOut).join("; ")}${rest}.`;
}

function whenOf({ conflict, onReturn }: Violation, at: Instant): string {
  const from = conflict.stretches[0]?.from ?? at;
  const start = from > at ? ` from ${formatInstant(from)} on` : "";
  return `${start}${onReturn ? " once back from leave" : ""}`;
}

function remedyOf(violation: Violation, model: AccessModel, at: Instant): string {
  const { rule, conflict } = violation;
  const cure = smallestCure(conflict, rule.atMost, at, model);
  const advice = rule.remediation === null ? "" : `${rule.remediation.trim()} `;
  const bound = cure.isSmallest ? "" : " (there are many ways; fewer removals might do)";
  const owners = new Map<string, string>();
  for (const witness of conflict.witnesses) owners.set(witnessName(witness), ownersOf(witness, model).join(", "));
  const owned = [...owners]
    .filter(([, names]) => names !== "")
    .sort(([left], [right]) => compareText(left, right))
    .map(([name, names]) => `${name}: ${names}`);
  const ask = owned.length === 0 ? "" : ` Owners: ${owned.join("; ")}.`;
  const gap = waiverGap(violation, model, at);
  return `${advice}To cure it: ${cure.removals.join(" and ")}${bound}.${ask}${gap === "" ? "" : ` ${gap}`}`;
}

/** The first grant file in path order, else the role (formats.md, Codes). */
function placeOf(witnesses: readonly Witness[], model: AccessModel): UnlocatedFinding["place"] {
  const grants = witnesses.flatMap(({ grant }) => (grant === null ? [] : [grant.source.file])).sort(compareText);
  const roles = witnesses
    .flatMap(({ role }) => (role === null ? [] : [model.roles.get(role)?.source.file ?? []].flat()))
    .sort(compareText);
  const file = grants[0] ?? roles[0];
  return file === undefined ? null : { file, field: [] };
}

/** Every path once: a member of two sets is one path. */
function pathsOf(witnesses: readonly Witness[], model: AccessModel): readonly WitnessPath[] {
  const paths = new Map<string, WitnessPath>();
  for (const witness of witnesses) {
    const path = pathOf(witness, model);
    paths.set([path.user, path.entitlement, path.file, path.role ?? "", ...path.through].join("\n"), path);
  }
  return [...paths.values()];
}

function pathOf(witness: Witness, model: AccessModel): WitnessPath {
  const role = witness.role === null ? undefined : model.roles.get(witness.role);
  return {
    user: witness.holder,
    entitlement: witnessName(witness),
    kind: witness.kind,
    ...(witness.role === null ? {} : { role: witness.role }),
    file: witness.grant?.source.file ?? role?.source.file ?? "",
    line: witness.grant?.source.line ?? role?.birthrightLine ?? 1,
    through: witness.through,
  };
}
