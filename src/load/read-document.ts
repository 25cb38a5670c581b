import type {
  AdoptionDocument,
  ApprovalsDocument,
  BaselineDocument,
  EntitlementDocument,
  GrantDocument,
  LeastPrivilegeDocument,
  LifecycleDocument,
  OrganizationDocument,
  OverrideDocument,
  PolicyTestsDocument,
  RoleDocument,
  SeparationOfDutiesDocument,
  SystemDocument,
  UserDocument,
  WaiverDocument,
} from "../formats/written.generated.ts";
import { schemaProblems } from "../formats/validators.ts";
import { assertNever } from "../support/assert-never.ts";
import type { Collected } from "./collected.ts";
import { approvalsIn, lifecycleIn } from "./convert/approvals.ts";
import type { Conversion } from "./convert/conversion.ts";
import { adoptionIn, overrideIn, waiverIn } from "./convert/decisions.ts";
import { entitlementIn } from "./convert/entitlement.ts";
import { grantIn } from "./convert/grant.ts";
import { baselineIn, leastPrivilegeIn } from "./convert/least-privilege.ts";
import { defaultGuards, organizationIn } from "./convert/organization.ts";
import { policyTestsIn } from "./convert/policy-tests.ts";
import { roleIn } from "./convert/role.ts";
import { separationOfDutiesIn } from "./convert/separation-of-duties.ts";
import { systemIn } from "./convert/system.ts";
import { userIn } from "./convert/user.ts";
import { notSupportedYet } from "./not-supported.ts";
import { type ParsedFile, pointer } from "./parse-file.ts";
import type { DocumentKind, PathMeaning } from "./path-kind.ts";
import { type Problem, findingAt, type Report } from "./problems.ts";
import { schemaSentence } from "./schema-sentences.ts";
import type { ZonedTime } from "./zoned-time.ts";

/** Checks a parsed file against its kind's schema and adds the document to what was collected. */
export function readDocument(
  parsed: ParsedFile,
  meaning: PathMeaning,
  { time, report, collected }: { readonly time: ZonedTime; readonly report: Report; readonly collected: Collected },
): void {
  for (const finding of parsed.findings) report(finding);
  const broken = (): void => {
    markBroken(collected, meaning);
  };
  if (parsed.value === undefined) return broken();
  const isRight = checkSchema(parsed, meaning.kind, report);
  if (!isRight || parsed.findings.length > 0) return broken();
  let hasError = false;
  const conversion: Conversion = {
    source: { file: parsed.file, line: parsed.line },
    meaning,
    time,
    lineOf: parsed.lineOf,
    report: (finding) => {
      if (finding.severity === "error") hasError = true;
      report(finding);
    },
  };
  supported(parsed.value, conversion);
  add(parsed.value, conversion, collected);
  if (hasError) broken();
}

/** One wrong file can break its schema at every value; the first places tell what is wrong with it. */
const mostProblems = 100;

function checkSchema(parsed: ParsedFile, kind: DocumentKind, report: Report): boolean {
  const problems = schemaProblems(kind, parsed.value);
  // A value of another type is none of those allowed either; which those are says more.
  const chosen = new Set(problems.filter(({ keyword }) => keyword === "enum").map(({ instancePath }) => instancePath));
  for (const problem of problems.slice(0, mostProblems)) {
    if (problem.keyword === "type" && chosen.has(problem.instancePath)) continue;
    // A value that YAML already complained of would be complained of twice.
    const missing = problem.keyword === "required" ? `/${String(problem.params["missingProperty"])}` : "";
    if (parsed.marked.has(`${problem.instancePath}${missing}`)) continue;
    const { field, atKey, ...sentence } = schemaSentence(kind, problem, parsed.value);
    if (parsed.marked.has(pointer(field))) continue;
    report(findingAt(sentence, { file: parsed.file, field, atKey }));
  }
  return problems.length === 0;
}

function markBroken(collected: Collected, { kind, name, folders }: PathMeaning): void {
  const names = collected.broken.get(kind) ?? new Set<string>();
  names.add(kind === "entitlement" ? `${folders[0] ?? ""}/${name}` : name);
  collected.broken.set(kind, names);
}

/** The schema has said that the value is what its kind's type says. */
function add(value: unknown, conversion: Conversion, collected: Collected): void {
  const { kind } = conversion.meaning;
  switch (kind) {
    case "organization":
      collected.organization = organizationIn(value as OrganizationDocument, conversion);
      return;
    case "hr":
      return; // not-supported.ts says so
    case "user":
      collected.users.push(userIn(value as UserDocument, conversion));
      return;
    case "system": {
      const guards = collected.organization?.guards ?? defaultGuards;
      collected.systems.push(systemIn(value as SystemDocument, conversion, guards));
      return;
    }
    case "entitlement":
      collected.entitlements.push(...listed(entitlementIn(value as EntitlementDocument, conversion)));
      return;
    case "role":
      collected.roles.push(roleIn(value as RoleDocument, conversion));
      return;
    case "grant":
      collected.grants.push(...listed(grantIn(value as GrantDocument, conversion)));
      return;
    case "separation-of-duties":
      collected.separationOfDuties.push(separationOfDutiesIn(value as SeparationOfDutiesDocument, conversion));
      return;
    case "least-privilege":
      collected.leastPrivilege = leastPrivilegeIn(value as LeastPrivilegeDocument, conversion);
      return;
    case "approvals": {
      const root = collected.organization?.rootOwners ?? [];
      collected.approvals = approvalsIn(value as ApprovalsDocument, root, conversion);
      return;
    }
    case "lifecycle":
      collected.lifecycle = lifecycleIn(value as LifecycleDocument, conversion);
      return;
    case "baseline":
      collected.baseline = baselineIn(value as BaselineDocument, conversion);
      return;
    case "waiver":
      collected.waivers.push(waiverIn(value as WaiverDocument, conversion));
      return;
    case "adoption":
      collected.adoptions.push(adoptionIn(value as AdoptionDocument, conversion));
      return;
    case "override":
      collected.overrides.push(overrideIn(value as OverrideDocument, conversion));
      return;
    case "policy-tests":
      collected.policyTests.push(...policyTestsIn(value as PolicyTestsDocument, conversion));
      return;
    default:
      assertNever(kind);
  }
}

function listed<T>(item: T | undefined): readonly T[] {
  return item === undefined ? [] : [item];
}

/** `schema/not-supported-yet`: a warning here; plan and apply refuse. */
function supported(value: unknown, { meaning, source, report }: Conversion): void {
  for (const { kind, field, when, sentence } of notSupportedYet) {
    if (kind !== meaning.kind) continue;
    const written = fieldOf(value, field);
    if (written === undefined || when?.(written) === false) continue;
    const problem: Problem = {
      code: "schema/not-supported-yet",
      message: `${sentence} The field is part of the format, and this version does nothing with it.`,
      remedy: "Leave it out until a version supports it: `plan` and `apply` refuse it.",
    };
    report(findingAt(problem, { file: source.file, field, atKey: true, severity: "warning" }));
  }
}

function fieldOf(value: unknown, field: readonly string[]): unknown {
  let current = value;
  for (const step of field) {
    if (typeof current !== "object" || current === null) return undefined;
    current = (current as Readonly<Record<string, unknown>>)[step];
  }
  return current;
}
