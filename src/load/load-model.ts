import type { Finding, Place, SourceSpan, UnlocatedFinding } from "../diagnostics/finding.ts";
import type { OrganizationDocument } from "../formats/written.generated.ts";
import type { AccessModel } from "../model/documents.ts";
import type { Instant } from "../model/instant.ts";
import type { WrittenFiles } from "../model/written-files.ts";
import { sortedBy } from "../support/compare.ts";
import { assemble } from "./assemble.ts";
import { checkAddresses } from "./check/addresses.ts";
import { checkCycles } from "./check/cycles.ts";
import { checkExternalMembers } from "./check/external-members.ts";
import { checkGrants, checkOverrides, checkRetired } from "./check/grants.ts";
import { checkGuardNames } from "./check/guard-names.ts";
import { checkIdentities } from "./check/identities.ts";
import { knownIn } from "./check/known.ts";
import { checkNames } from "./check/names.ts";
import { checkReferences } from "./check/references.ts";
import { checkSelectorCase } from "./check/selector-case.ts";
import { checkTargets } from "./check/targets.ts";
import { checkUnsupportedText } from "./check/unsupported-text.ts";
import { type Collected, nothingCollected } from "./collected.ts";
import { FindingList } from "./finding-list.ts";
import { limitsIn } from "./kinds/organization.ts";
import { defaultLimits, type Limits } from "./limits.ts";
import { locator } from "./locator.ts";
import { parseFile } from "./parse-file.ts";
import { caseCollisions, meaningOf, type PathMeaning } from "./path-kind.ts";
import { findingAt, quoted, type Report } from "./problems.ts";
import { readOnceWith } from "./read-cache.ts";
import { readDocument } from "./read-document.ts";
import { collect } from "./read-file.ts";
import type { Tree, TreeEntry } from "./tree.ts";
import { writtenFiles } from "./written-files.ts";
import { type ZonedTime, zonedTime } from "./zoned-time.ts";

/** A tree that was read. */
export interface Loaded {
  /** Null when there is any error: one bad file makes the desired state invalid (I30). */
  readonly model: AccessModel | null;
  /** All findings, located and in reading order; past a limit, with a count of the rest. */
  readonly findings: readonly Finding[];
  readonly counts: Counts;
  /** Whether a file uses a feature that this version does not support yet: `plan` and `apply` refuse it. */
  readonly isUnsupported: boolean;
  /** Returns line and column of a field. The file is parsed again, because parsed files are not kept. */
  readonly locate: (place: Place) => SourceSpan;
  /** The files as they were read. */
  readonly tree: Tree;
  /** The files for comparison with another state. */
  readonly written: WrittenFiles;
}

export interface Counts {
  readonly users: number;
  readonly roles: number;
  readonly entitlements: number;
  readonly grants: number;
}

/** Returns the checked model of a tree, or all problems of its files. Never throws. `at`: the instant of evaluation. */
export function loadModel(read: Tree, { at }: { readonly at: Instant }): Loaded {
  const tree = { ...read, entries: inPathOrder(read.entries) };
  const list = new FindingList();
  const report: Report = (finding) => {
    list.add(finding);
  };
  const collected = nothingCollected();
  const limits = readAll(tree, collected, report);
  const model = assemble(collected, report);
  const hasUsers = tree.entries.some(({ path }) => path.startsWith("access/users/") && path.endsWith(".yaml"));
  if (collected.documents.organization.length > 0 && !hasUsers) report(noUsers);
  checkAll(model, { collected, at, report });
  const byPath = new Map(tree.entries.map((entry) => [entry.path, entry]));
  const locateIn = locator(limits);
  const locate = (place: Place): SourceSpan => {
    const entry = byPath.get(place.file);
    return entry === undefined || entry.kind !== "file"
      ? { file: place.file, line: 1, column: 1 }
      : locateIn(entry, place);
  };
  return {
    model: list.hasErrors ? null : model,
    findings: list.located(locate),
    counts: {
      users: model.users.size,
      roles: model.roles.size,
      entitlements: model.entitlements.size,
      grants: model.grants.length,
    },
    isUnsupported: list.has("schema/not-supported-yet"),
    locate,
    tree,
    written: writtenFiles(byPath, limits),
  };
}

/** Sorts the entries, because no result may depend on the order in which a source lists them (I23). */
function inPathOrder(entries: readonly TreeEntry[]): readonly TreeEntry[] {
  const isSorted = entries.every(({ path }, index) => index === 0 || (entries[index - 1]?.path ?? "") <= path);
  return isSorted ? entries : sortedBy(entries, ({ path }) => path);
}

interface Candidate {
  readonly entry: TreeEntry;
  readonly meaning: PathMeaning;
}

/** Reads all files, rolecall.yaml first, because the others need its limits and its time zone. */
function readAll(tree: Tree, collected: Collected, report: Report): Limits {
  const candidates: Candidate[] = [];
  for (const entry of tree.entries) {
    const result = meaningOf(entry);
    if (result === "no-document") continue;
    if ("problem" in result) report(findingAt(result.problem, { file: entry.path }));
    else candidates.push({ entry, meaning: result.meaning });
  }
  for (const [path, other] of caseCollisions(tree.entries))
    report(
      findingAt(
        {
          code: "path/case-collision",
          message: `${quoted(path)} differs from ${quoted(other)} in letter case only: some file systems treat them as one path.`,
          remedy: "Rename one of them.",
        },
        { file: path },
      ),
    );
  const first = candidates.find(({ meaning }) => meaning.kind === "organization");
  if (first === undefined) {
    report(incomplete(tree, candidates.length));
    if (candidates.length === 0) return defaultLimits;
  }
  const parsed = first && parseFile(first.entry, defaultLimits);
  const written = parsed?.findings.length === 0 ? parsed.value : undefined;
  const { limits, time } = settingsOf(written, parsed?.file, report);
  const into = { collected, report };
  if (first !== undefined && parsed !== undefined)
    collect(readDocument(parsed, first.meaning, { time, organization: null }), first.meaning, into);
  const [organization = null] = collected.documents.organization;
  const readOnce = readOnceWith(first?.entry);
  if (tree.entries.length > limits.files) {
    report({
      code: "repo/too-many-files",
      severity: "error",
      message: `The folder access/ has too many files: expected at most ${limits.files}, got ${tree.entries.length}.`,
      remedy: "Remove files that do not belong there, or raise `limits.files` in access/rolecall.yaml.",
      place: { file: "access/rolecall.yaml", field: ["limits", "files"] },
    });
    return limits;
  }
  for (const { entry, meaning } of candidates) {
    if (entry === first?.entry) continue;
    collect(
      readOnce(entry, () => readDocument(parseFile(entry, limits), meaning, { time, organization })),
      meaning,
      into,
    );
  }
  return limits;
}

/** Reads limits and time zone before the schema check. Invalid values keep their defaults. */
function settingsOf(
  written: Readonly<Record<string, unknown>> | undefined,
  file: string | undefined,
  report: Report,
): { readonly limits: Limits; readonly time: ZonedTime } {
  const utc = zonedTime("UTC");
  if (utc === undefined) throw new Error("this Node.js does not have time zone data");
  const timezone = written?.["timezone"];
  const time = typeof timezone === "string" ? zonedTime(timezone) : utc;
  if (time === undefined && typeof timezone === "string")
    report(
      findingAt(
        {
          code: "schema/pattern",
          message: `Unknown time zone ${quoted(timezone)}.`,
          remedy: "Use an IANA name, for example Europe/Berlin.",
        },
        { file: file ?? "", field: ["timezone"] },
      ),
    );
  const limits = written === undefined ? defaultLimits : limitsIn(written as unknown as OrganizationDocument);
  const isRight = Object.values(limits).every((limit) => Number.isInteger(limit) && limit > 0);
  return { limits: isRight ? limits : defaultLimits, time: time ?? utc };
}

function incomplete(tree: Tree, documents: number): UnlocatedFinding {
  const message = !tree.exists
    ? "The folder access/ does not exist."
    : documents === 0
      ? "The folder access/ does not contain a document."
      : "The file access/rolecall.yaml is missing.";
  return {
    code: "repo/incomplete-state",
    severity: "error",
    message,
    remedy: !tree.exists
      ? "Run Rolecall in the folder that contains access/, or pass that folder with --root. docs/getting-started.md shows the first files."
      : "Restore the files. An empty tree would mean that no user has access.",
    place: documents === 0 ? null : { file: "access/rolecall.yaml", field: [] },
  };
}

const noUsers: UnlocatedFinding = {
  code: "repo/incomplete-state",
  severity: "error",
  message: "The folder access/users/ does not contain a file.",
  remedy:
    "Restore the files, or add the first user. A tree without users would mean that every account is to be removed.",
  place: { file: "access/rolecall.yaml", field: [] },
};

function checkAll(
  model: AccessModel,
  { collected, at, report }: { readonly collected: Collected; readonly at: Instant; readonly report: Report },
): void {
  const [organization = null] = collected.documents.organization;
  checkReferences(model, knownIn(model, collected, report));
  checkAddresses(model, organization, report);
  checkIdentities(model, report);
  checkSelectorCase(model, report);
  checkExternalMembers({ model, organization, at, report });
  checkNames(model, report);
  checkUnsupportedText(model, report);
  checkCycles(model, report);
  checkTargets(model, organization, report);
  checkGrants(model, at, report);
  checkRetired(model, report);
  checkOverrides(model, at, report);
  checkGuardNames(model, report);
}
