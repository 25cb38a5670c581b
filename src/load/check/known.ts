import type { Code } from "../../diagnostics/code.ts";
import type { AccessModel } from "../../model/documents.ts";
import { hintText, type NameHint, nameHint, type NameKind, nounOf } from "../../model/name-hint.ts";
import type { Collected } from "../collected.ts";
import { findingAt, type Problem, quoted, type Report } from "../problems.ts";
import type { Known, ReferencePlace } from "./known-references.ts";

/** Limit of suggestions, because each compares with every known name. */
const suggestions = 50;

export function knownIn(model: AccessModel, collected: Collected, report: Report): Known {
  // One hint for each name, so that all findings about it are equal, and reports can show them as one.
  const hints = new Map<string, NameHint | undefined>();
  const hintFor = (written: string, kinds: readonly NameKind[]): NameHint | undefined => {
    const key = [written, ...kinds].join("\n");
    if (!hints.has(key) && hints.size < suggestions) hints.set(key, nameHint(written, kinds, model));
    return hints.get(key);
  };
  const look = (
    {
      kind,
      code,
      add,
      accepts = [kind],
    }: {
      readonly kind: NameKind;
      readonly code: Code;
      readonly add: string;
      /** The kinds that the reference may name; default: only its own. */
      readonly accepts?: readonly NameKind[];
    },
    known: ReadonlyMap<string, unknown> | ReadonlySet<string>,
    broken: ReadonlySet<string> | undefined,
  ) => {
    return (written: string, place: ReferencePlace): boolean => {
      if (known.has(written)) return true;
      // The file exists and has errors, which are reported already.
      if (broken?.has(written) === true) return false;
      const what = nounOf[kind];
      if (written.startsWith("/") || written.split("/").includes("..")) {
        const problem: Problem = {
          code: "path/outside-root",
          message: `The reference ${quoted(written)} points outside access/.`,
          remedy: `Write the id of the ${what}.`,
        };
        report(findingAt(problem, place));
        return false;
      }
      const hint = hintFor(written, accepts);
      const end = hint === undefined ? "" : hintText(written, hint);
      const fix = hint === undefined ? undefined : fixOf(hint, place);
      const problem: Problem = {
        code,
        message: `Unknown ${what} ${quoted(written)}${end}${end.endsWith("?") ? "" : "."}`,
        remedy:
          fix === undefined
            ? add
            : `${fix} If you mean a different ${what}: ${add.charAt(0).toLowerCase()}${add.slice(1)}`,
      };
      report(findingAt(problem, place));
      return false;
    };
  };
  const user = {
    kind: "user",
    code: "ref/unknown-user",
    add: "Add the user's file under access/users/, or correct the id.",
  } as const;
  const users = look(user, model.users, collected.broken.get("user"));
  const userOrTeam = look({ ...user, accepts: ["user", "team"] }, model.users, collected.broken.get("user"));
  const teams = look(
    {
      kind: "team",
      accepts: ["team", "user"],
      code: "ref/unknown-team",
      add: "Add the team and its immutable id under `teams:` in access/rolecall.yaml.",
    },
    model.organization.teams,
    undefined,
  );
  const team = (name: string, place: ReferencePlace): boolean =>
    collected.documents.organization.length === 0 || teams(name, place); // teams are unknown while rolecall.yaml has errors
  const tags = new Set([...model.entitlements.values()].flatMap((entitlement) => entitlement.tags));
  const tag = look(
    { kind: "tag", code: "ref/unknown-tag", add: "Add the tag to an entitlement, or correct the tag." },
    tags,
    undefined,
  );
  return {
    user: users,
    role: look(
      { kind: "role", code: "ref/unknown-role", add: "Add the role's file under access/roles/, or correct the id." },
      model.roles,
      collected.broken.get("role"),
    ),
    system: look(
      {
        kind: "system",
        code: "ref/unknown-system",
        add: "Add the system's file under access/systems/, or correct the id.",
      },
      model.systems,
      collected.broken.get("system"),
    ),
    entitlement: look(
      {
        kind: "entitlement",
        code: "ref/unknown-entitlement",
        add: "Write it as <system>/<entitlement>, or add its file under access/entitlements/.",
      },
      model.entitlements,
      collected.broken.get("entitlement"),
    ),
    rule: look(
      {
        kind: "rule",
        code: "ref/unknown-rule",
        add: "Correct the id; the rules are the files under access/policies/separation-of-duties/.",
      },
      new Set(model.separationOfDuties.map(({ id }) => id)),
      collected.broken.get("separation-of-duties"),
    ),
    // An entitlement that could not be read may have the tag.
    tag: (name, place) => (collected.broken.get("entitlement")?.size ?? 0) > 0 || tag(name, place),
    team,
    owner: (owner, place) => (owner.kind === "user" ? userOrTeam(owner.id, place) : team(owner.name, place)),
  };
}

/** Returns the correction of a reference; undefined where the hint is not one name that can stand there. */
function fixOf({ kind, names, isExpected }: NameHint, { field }: ReferencePlace): string | undefined {
  const [name = "", ...more] = names;
  if (more.length > 0) return undefined;
  if (isExpected) return `Write ${kind === "team" ? `"${name}"` : name}.`;
  const other = otherFields[String(field[0])];
  return other?.kind === kind ? other.fix(name) : undefined;
}

/** Where a document of another kind belongs, by the first field of the reference. */
const otherFields: Readonly<Record<string, { readonly kind: NameKind; readonly fix: (name: string) => string }>> = {
  entitlement: { kind: "role", fix: (name) => `Write \`role: ${name}\` instead of \`entitlement:\`.` },
  role: { kind: "entitlement", fix: (name) => `Write \`entitlement: ${name}\` instead of \`role:\`.` },
  sets: { kind: "role", fix: (name) => `Write "role:${name}".` },
  witness: { kind: "role", fix: (name) => `Write "role:${name}".` },
  entitlements: { kind: "role", fix: () => "List it under `includes:`." },
  includes: { kind: "entitlement", fix: () => "List it under `entitlements:`." },
};
