import type { UnlocatedFinding } from "../diagnostics/finding.ts";
import { sameBytes } from "./same-bytes.ts";
import { targetText } from "../model/grant-target.ts";
import type { Grant } from "../model/grants.ts";
import type { Instant } from "../model/instant.ts";
import { canonicalJson } from "../support/canonical-json.ts";
import { documentKinds } from "./kinds/index.ts";
import { defaultLimits } from "./limits.ts";
import type { Loaded } from "./load-model.ts";
import { parseFile } from "./parse-file.ts";
import { meaningOf } from "./path-kind.ts";
import { findingAt, type Problem, quoted } from "./problems.ts";
import type { Tree, TreeEntry } from "./tree.ts";
import { endText } from "../model/instant-text.ts";

/**
 * Returns the problems of a change between two valid states (`validate --base`): a user file that is removed, an
 * employeeNumber that changes, an entitlement that is removed or gets another target without having been retired, an end in
 * the past in a file that the change adds or edits, and a grant that it adds or edits for a protected user. Users and entitlements are identified by their file names, so
 * that a base with errors hides nothing; a moved file is not a removal. Findings are located in the head, or in no file
 * where the head does not have it.
 */
export function judgeChange(base: Loaded, head: Loaded, at: Instant): readonly UnlocatedFinding[] {
  const after = namedFiles(head.tree);
  const present = byId(after);
  const findings: UnlocatedFinding[] = [];
  let objects: ReadonlySet<string> | undefined;
  for (const old of namedFiles(base.tree)) {
    const now = present[old.kind].get(old.id);
    if (now === undefined) findings.push(...removed(old));
    else if (sameBytes(old.entry, now.entry)) continue;
    else if (old.kind === "user") findings.push(...numberChanged(old, now));
    else findings.push(...targetReplaced(old, now, () => (objects ??= declaredObjects(after))));
  }
  return [...findings, ...expiredInChange(base, head, at), ...grantedToProtected(base, head)];
}

interface NamedFile {
  readonly entry: TreeEntry;
  readonly kind: "user" | "entitlement";
  readonly id: string;
  /** An entitlement's system; empty for a user. */
  readonly system: string;
}

/** Returns the files of users and entitlements, in path order. */
function namedFiles(tree: Tree): readonly NamedFile[] {
  return tree.entries.flatMap((entry): readonly NamedFile[] => {
    const result = meaningOf(entry);
    if (result === "no-document" || "problem" in result) return [];
    const { kind, named } = result.meaning;
    if (kind !== "user" && kind !== "entitlement") return [];
    const { identity } = documentKinds[kind];
    return identity === null ? [] : [{ entry, kind, id: identity.ofPath(named), system: named["system"] ?? "" }];
  });
}

type FilesById = Readonly<Record<NamedFile["kind"], ReadonlyMap<string, NamedFile>>>;

function byId(files: readonly NamedFile[]): FilesById {
  const of = (kind: NamedFile["kind"]): ReadonlyMap<string, NamedFile> =>
    new Map(files.filter((file) => file.kind === kind).map((file) => [file.id, file]));
  return { user: of("user"), entitlement: of("entitlement") };
}

function removed({ entry, kind, id }: NamedFile): readonly UnlocatedFinding[] {
  if (kind === "user")
    return [
      withoutPlace({
        code: "identity/user-removed",
        message: `The change removes ${entry.path}, the file of the user ${id}.`,
        remedy:
          "Restore the file with `status: terminated`. The file of a terminated user stays, so that their accounts keep an owner.",
        user: id,
      }),
    ];
  if (valueOf(entry, "status") === "retired") return [];
  return [
    withoutPlace({
      code: "entitlement/not-retired",
      message: `The change removes ${entry.path}, but the entitlement ${id} is not retired: its holders would keep it.`,
      remedy: "Restore the file with `status: retired`, and remove it when no user holds the entitlement.",
    }),
  ];
}

function numberChanged(old: NamedFile, now: NamedFile): readonly UnlocatedFinding[] {
  const before = valueOf(old.entry, "employeeNumber");
  const after = valueOf(now.entry, "employeeNumber");
  // A missing number is reported by load.
  if (typeof before !== "string" || typeof after !== "string" || before === after) return [];
  const previous = valueOf(now.entry, "previousNumbers");
  if (Array.isArray(previous) && previous.includes(before)) return [];
  const problem: Problem = {
    code: "identity/number-changed",
    message: `The change alters the employeeNumber of ${now.id}: expected ${quoted(before)}, got ${quoted(after)}.`,
    remedy: `If the same person has a new number, for example after a rehire, add \`previousNumbers: [${quoted(before)}]\`. Otherwise restore ${quoted(before)}, and add a separate file for a different person.`,
  };
  return [findingAt(problem, { file: now.entry.path, field: ["employeeNumber"], user: now.id })];
}

/**
 * Reports an entitlement whose earlier target is no longer declared: its holders would keep access that is not managed.
 *
 * @param objects returns the keys of the objects that the head's entitlements declare
 */
function targetReplaced(
  old: NamedFile,
  now: NamedFile,
  objects: () => ReadonlySet<string>,
): readonly UnlocatedFinding[] {
  const written = parseFile(old.entry, defaultLimits).value;
  const left = written?.["status"] === "retired" ? undefined : objectIn(written?.["target"]);
  if (left === undefined) return [];
  const kept = objectIn(valueOf(now.entry, "target"));
  if (kept !== undefined && keyOf(old.system, kept) === keyOf(old.system, left)) return [];
  if (objects().has(keyOf(old.system, left))) return [];
  const name = left.name === null ? left.kind : `${left.kind} ${left.name}`;
  const problem: Problem = {
    code: "entitlement/not-retired",
    message: `The change gives ${old.id} another target: holders of ${name} would keep it.`,
    remedy:
      left.kind === "group"
        ? "Add the old name under `previously:` if the group was renamed. Otherwise retire this entitlement and add one for the new target."
        : "Retire this entitlement, and add one for the new target.",
  };
  return [findingAt(problem, { file: now.entry.path, field: ["target"] })];
}

/** Returns the keys of all objects that entitlements declare, under current and earlier names. */
function declaredObjects(files: readonly NamedFile[]): ReadonlySet<string> {
  const keys = new Set<string>();
  for (const { entry, kind, system } of files) {
    if (kind !== "entitlement") continue;
    const value = parseFile(entry, defaultLimits).value;
    const earlier: unknown = value?.["previously"];
    for (const target of [value?.["target"], ...(Array.isArray(earlier) ? (earlier as unknown[]) : [])]) {
      const object = objectIn(target);
      if (object !== undefined) keys.add(keyOf(system, object));
    }
  }
  return keys;
}

/** An object at a provider that a target names. */
interface TargetObject {
  readonly kind: "group" | "app" | "adminRole" | "license" | "account";
  /** Null for the account, which does not have a name. */
  readonly name: string | null;
}

const keyOf = (system: string, { kind, name }: TargetObject): string => JSON.stringify([system, kind, name]);

/** Returns the object at the provider that a target names; undefined for a task. */
function objectIn(target: unknown): TargetObject | undefined {
  if (typeof target !== "object" || target === null) return undefined;
  const { group, app, adminRole, license, account } = target as Readonly<Record<string, unknown>>;
  // A Google group is identified by its address, which ignores letter case. Okta group names match exactly.
  if (typeof group === "string") return { kind: "group", name: group.includes("@") ? group.toLowerCase() : group };
  if (typeof app === "string") return { kind: "app", name: app };
  if (typeof adminRole === "string") return { kind: "adminRole", name: adminRole };
  if (license !== undefined) return { kind: "license", name: canonicalJson(license) };
  return account === undefined ? undefined : { kind: "account", name: null };
}

/** Reports `time/already-expired` as an error in added or edited files. In other files it is a warning of load. */
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
      message: `The change adds or edits a file that expired at ${endText(expires, head.model?.organization.timezone ?? "UTC")}.`,
      remedy: "Write an end in the future, or remove the file.",
    };
    return [findingAt(problem, { file, field: ["expires"] })];
  });
}

/** Reports added and edited grants of users whom the base protects: `apply` refuses every change of their access. */
function grantedToProtected(base: Loaded, head: Loaded): readonly UnlocatedFinding[] {
  const guarded = new Set(base.model?.organization.protected);
  if (guarded.size === 0) return [];
  const before = new Map(base.tree.entries.map((entry) => [entry.path, entry]));
  const after = new Map(head.tree.entries.map((entry) => [entry.path, entry]));
  const nameOf = ({ user, target }: Grant): string => `${user} ${targetText(target)}`;
  const fileOf = new Map(base.model?.grants.map((grant) => [nameOf(grant), grant.source.file]));
  return (head.model?.grants ?? []).flatMap((grant): readonly UnlocatedFinding[] => {
    const { user, target } = grant;
    const { file } = grant.source;
    const [old, now] = [before.get(fileOf.get(nameOf(grant)) ?? ""), after.get(file)];
    if (!guarded.has(user) || (old !== undefined && now !== undefined && sameBytes(old, now))) return [];
    const problem: Problem = {
      code: "grant/protected-user",
      message: `The change grants ${targetText(target)} to the protected user ${user}. No plan changes a protected user.`,
      remedy:
        "Remove the grant, and change the access manually at the provider. To manage the user's access with files, remove the user from `protected` in access/rolecall.yaml in a separate change first.",
    };
    return [findingAt(problem, { file, field: ["user"], user })];
  });
}

function valueOf(entry: TreeEntry, field: string): unknown {
  return parseFile(entry, defaultLimits).value?.[field];
}

function withoutPlace(finding: Omit<UnlocatedFinding, "severity" | "place">): UnlocatedFinding {
  return { ...finding, severity: "error", place: null };
}
