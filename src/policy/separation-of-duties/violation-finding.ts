import { ownerNames } from "../../model/owner.ts";
import type { Severity, UnlocatedFinding, WitnessPath } from "../../diagnostics/finding.ts";
import type { AccessModel, Waiver } from "../../model/documents.ts";
import type { Instant } from "../../model/instant.ts";
import { compareText } from "../../support/compare.ts";
import { placeOfPaths } from "../paths.ts";
import { waiverGap } from "../waivers.ts";
import { smallestCure } from "./remedy.ts";
import type { Violation } from "./violation.ts";
import { ownersOf, stepsOf, type Witness, witnessName } from "./witness.ts";
import { endText, startText } from "../../model/instant-text.ts";

/** Returns the finding of a violation, with the severity from the rule's mode and the waiver. */
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
      ? ` A change that creates this conflict needs an approval by an owner of the rule: ${ownerNames(rule.owners).join(", ")}.`
      : "";
  return {
    code: `sod/${rule.id}`,
    severity,
    message:
      `${user.id} would hold ${namesOf(violation).join(" and ")}${whenOf(violation, at, model.organization.timezone)}, but the rule "${rule.title}" separates them: ` +
      `one person may hold ${allowed} of ${[...rule.sets.keys()].join(", ")} at a time (risk ${rule.risk}).${approval}${definedAt(conflict.witnesses, model)}`,
    remedy:
      waiver === undefined
        ? remedyOf(violation, model, at)
        : `No action needed until ${endText(waiver.expires, model.organization.timezone)}, when the waiver expires. Compensating control: ${waiver.compensatingControl}`,
    place: placeOfPaths(conflict.witnesses, model),
    user: user.id,
    witness: [...new Set(conflict.witnesses.map(witnessName))],
    paths: pathsOf(conflict.witnesses, model),
    waiver: waiver?.source.file ?? null,
  };
}

function namesOf({ conflict, returning, onReturn }: Violation): readonly string[] {
  const names = [...new Set(conflict.witnesses.map(witnessName))].sort(compareText);
  return names.map((name) => (!onReturn && returning.has(name) ? `${name} (after the return from leave)` : name));
}

/** The highest number of indirect paths in the message; `paths` has all of them. */
const shownPaths = 4;

/** Returns file and line of every step of the paths through included roles or nested groups. */
function definedAt(witnesses: readonly Witness[], model: AccessModel): string {
  const routes = new Map<string, string>();
  for (const witness of witnesses) {
    const name = witnessName(witness);
    if (witness.through.length === 0 || routes.has(name)) continue;
    const steps = stepsOf(witness, model).map(({ file, line }) => `${file}:${line}`);
    routes.set(name, `${name} is given by ${steps.join(" → ")}`);
  }
  if (routes.size === 0) return "";
  const rest = routes.size > shownPaths ? `; and ${routes.size - shownPaths} more` : "";
  return ` ${[...routes.values()].slice(0, shownPaths).join("; ")}${rest}.`;
}

function whenOf({ conflict, onReturn }: Violation, at: Instant, timezone: string): string {
  const from = conflict.stretches[0]?.from ?? at;
  const start = from > at ? ` starting ${startText(from, timezone)}` : "";
  return `${start}${onReturn ? " after the return from leave" : ""}`;
}

function remedyOf(violation: Violation, model: AccessModel, at: Instant): string {
  const { rule, conflict } = violation;
  const cure = smallestCure(conflict, rule.atMost, at, model);
  const advice = rule.remediation === null ? "" : `${rule.remediation.trim()} `;
  const bound = cure.isSmallest ? "" : " (fewer removals may be enough)";
  const owners = new Map<string, string>();
  for (const witness of conflict.witnesses) owners.set(witnessName(witness), ownersOf(witness, model).join(", "));
  const owned = [...owners]
    .filter(([, names]) => names !== "")
    .sort(([left], [right]) => compareText(left, right))
    .map(([name, names]) => `${name}: ${names}`);
  const ask = owned.length === 0 ? "" : ` Owners: ${owned.join("; ")}.`;
  const gap = waiverGap(violation, model, at);
  return `${advice}${capitalized(cure.removals.join(" and "))}${bound}.${ask}${gap === "" ? "" : ` ${gap}`}`;
}

const capitalized = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

/** Returns every path once: a member of two sets is one path. */
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
