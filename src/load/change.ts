import type { UnlocatedFinding } from "../diagnostics/finding.ts";
import { formatInstant, type Instant } from "../model/instant.ts";
import { canonicalJson } from "../support/canonical-json.ts";
import { defaultLimits } from "./limits.ts";
import type { Loaded } from "./load-model.ts";
import { parseFile } from "./parse-file.ts";
import { meaningOf, type PathMeaning } from "./path-kind.ts";
import { type Problem, findingAt, quoted } from "./problems.ts";
import type { Tree, TreeEntry } from "./tree.ts";

/**
 * What no state of the files is wrong with, and the step from one to the other is (`validate --base`): a user's file that
 * goes, an employeeNumber that changes, an entitlement that goes, or leaves what it gave for another thing, without having
 * been retired, and an end that has passed in a file that the change adds or edits. Users and entitlements are known by their files' names, so that a base with errors
 * hides nothing; moving a file is no removal. The findings are located in the head, or in no file where that is gone.
 */
export function judgeChange(base: Loaded, head: Loaded, at: Instant): readonly UnlocatedFinding[] {
  const before = namedFiles(base.tree);
  const after = namedFiles(head.tree);
  const findings: UnlocatedFinding[] = [];
  let things: ReadonlySet<string> | undefined;
  for (const [name, old] of before) {
    const now = after.get(name);
    if (now === undefined) findings.push(...removed(old));
    else if (sameBytes(old.entry, now.entry)) continue;
    else if (old.meaning.kind === "user") findings.push(...numberChanged(old, now));
    else findings.push(...targetLeft(old, now, () => (things ??= thingsIn(after))));
  }
  return [...findings, ...expiredInChange(base, head, at)];
}

interface NamedFile {
  readonly entry: TreeEntry;
  readonly meaning: PathMeaning;
}

/** The files of users and entitlements, by kind and id. */
function namedFiles(tree: Tree): ReadonlyMap<string, NamedFile> {
  const files = new Map<string, NamedFile>();
  for (const entry of tree.entries) {
    const result = meaningOf(entry);
    if (result === "no-document" || "problem" in result) continue;
    const { meaning } = result;
    if (meaning.kind === "user") files.set(`user ${meaning.name}`, { entry, meaning });
    else if (meaning.kind === "entitlement")
      files.set(`entitlement ${meaning.folders[0] ?? ""}/${meaning.name}`, { entry, meaning });
  }
  return files;
}

function removed({ entry, meaning }: NamedFile): readonly UnlocatedFinding[] {
  if (meaning.kind === "user")
    return [
      nowhere({
        code: "identity/user-removed",
        message: `The change removes ${entry.path}, the file of the user ${meaning.name}.`,
        remedy:
          "Bring the file back with `status: terminated`: a leaver's file stays, so that the accounts stay theirs.",
        user: meaning.name,
      }),
    ];
  if (valueOf(entry, "status") === "retired") return [];
  const ref = `${meaning.folders[0] ?? ""}/${meaning.name}`;
  return [
    nowhere({
      code: "entitlement/not-retired",
      message: `The change removes ${entry.path}; the entitlement ${ref} was not retired, so whoever holds it would keep it.`,
      remedy: "Bring the file back with `status: retired`, and remove it when nobody holds it.",
    }),
  ];
}

function numberChanged(old: NamedFile, now: NamedFile): readonly UnlocatedFinding[] {
  const before = valueOf(old.entry, "employeeNumber");
  const after = valueOf(now.entry, "employeeNumber");
  // A missing number is load's finding, not a change.
  if (typeof before !== "string" || typeof after !== "string" || before === after) return [];
  const problem: Problem = {
    code: "identity/number-changed",
    message: `The change gives ${now.meaning.name} another employeeNumber: ${quoted(before)} becomes ${quoted(after)}.`,
    remedy: `Write ${quoted(before)} again; another person gets a file of their own.`,
  };
  return [findingAt(problem, { file: now.entry.path, field: ["employeeNumber"], user: now.meaning.name })];
}

/**
 * What an entitlement gave is no declared thing any more, so that whoever has it keeps it, and nothing looks at it again.
 * `things`: what the head's entitlements declare, each behind its system.
 */
function targetLeft(old: NamedFile, now: NamedFile, things: () => ReadonlySet<string>): readonly UnlocatedFinding[] {
  const written = parseFile(old.entry, defaultLimits).value;
  const left = written?.["status"] === "retired" ? undefined : thingIn(written?.["target"]);
  if (left === undefined || left === thingIn(valueOf(now.entry, "target"))) return [];
  const [system = ""] = old.meaning.folders;
  if (things().has(`${system} ${left}`)) return [];
  const problem: Problem = {
    code: "entitlement/not-retired",
    message: `The change gives ${system}/${old.meaning.name} another target; whoever has ${left} would keep it.`,
    remedy: left.startsWith("group ")
      ? "If it is a new name of the same group, keep the old one under `previously:`; else retire this entitlement and add one for the new target."
      : "Retire this entitlement, and add one for the new target.",
  };
  return [findingAt(problem, { file: now.entry.path, field: ["target"] })];
}

/** Everything that entitlements declare, under present and earlier names. */
function thingsIn(files: ReadonlyMap<string, NamedFile>): ReadonlySet<string> {
  const things = new Set<string>();
  for (const { entry, meaning } of files.values()) {
    if (meaning.kind !== "entitlement") continue;
    const value = parseFile(entry, defaultLimits).value;
    const earlier: unknown = value?.["previously"];
    for (const target of [value?.["target"], ...(Array.isArray(earlier) ? (earlier as unknown[]) : [])]) {
      const thing = thingIn(target);
      if (thing !== undefined) things.add(`${meaning.folders[0] ?? ""} ${thing}`);
    }
  }
  return things;
}

/** The one thing at the provider that a target names, in words; undefined for a task, which is words alone. */
function thingIn(target: unknown): string | undefined {
  if (typeof target !== "object" || target === null) return undefined;
  const { group, app, adminRole, license, account } = target as Readonly<Record<string, unknown>>;
  // A Google group is an address, where case does not count; Okta's names match exactly.
  if (typeof group === "string") return `group ${group.includes("@") ? group.toLowerCase() : group}`;
  if (typeof app === "string") return `app ${app}`;
  if (typeof adminRole === "string") return `adminRole ${adminRole}`;
  if (license !== undefined) return `license ${canonicalJson(license)}`;
  return account === undefined ? undefined : "account";
}

/** `time/already-expired` is a warning of load; in a file that the change adds or edits it is an error. */
function expiredInChange(base: Loaded, head: Loaded, at: Instant): readonly UnlocatedFinding[] {
  const before = new Map(base.tree.entries.map((entry) => [entry.path, entry]));
  const after = new Map(head.tree.entries.map((entry) => [entry.path, entry]));
  const ends = [...(head.model?.grants ?? []), ...(head.model?.overrides ?? []), ...(head.model?.waivers ?? [])];
  return ends.flatMap(({ source: { file }, expires }): readonly UnlocatedFinding[] => {
    if (expires === null || expires > at) return [];
    const [old, now] = [before.get(file), after.get(file)];
    if (old !== undefined && now !== undefined && sameBytes(old, now)) return [];
    const problem: Problem = {
      code: "time/already-expired",
      message: `The change adds or edits a file whose end, ${formatInstant(expires)}, has passed.`,
      remedy: "Write an end that is still to come, or remove the file.",
    };
    return [findingAt(problem, { file, field: ["expires"] })];
  });
}

function valueOf(entry: TreeEntry, field: string): unknown {
  return parseFile(entry, defaultLimits).value?.[field];
}

function sameBytes(left: TreeEntry, right: TreeEntry): boolean {
  return (
    left.bytes.length === right.bytes.length && left.bytes.every((byte, position) => byte === right.bytes[position])
  );
}

function nowhere(finding: Omit<UnlocatedFinding, "severity" | "place">): UnlocatedFinding {
  return { ...finding, severity: "error", place: null };
}
