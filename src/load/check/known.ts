import type { Code } from "../../diagnostics/code.ts";
import type { AccessModel } from "../../model/documents.ts";
import { didYouMean } from "../../support/did-you-mean.ts";
import type { Collected } from "../collected.ts";
import { findingAt, type Problem, quoted, type Report } from "../problems.ts";
import type { Known, ReferencePlace } from "./known-references.ts";

/** Limit of suggestions, because each compares with every known name. */
const suggestions = 50;

export function knownIn(model: AccessModel, collected: Collected, report: Report): Known {
  let suggested = 0;
  const near = (written: string, names: Iterable<string>): string | undefined => {
    suggested += 1;
    return suggested > suggestions ? undefined : didYouMean(written, names);
  };
  const look = (
    kind: { readonly what: string; readonly code: Code; readonly add: string },
    known: ReadonlyMap<string, unknown> | ReadonlySet<string>,
    broken: ReadonlySet<string> | undefined,
  ) => {
    return (written: string, place: ReferencePlace): boolean => {
      if (known.has(written)) return true;
      // The file exists and has errors, which are reported already.
      if (broken?.has(written) === true) return false;
      if (written.startsWith("/") || written.split("/").includes("..")) {
        const problem: Problem = {
          code: "path/outside-root",
          message: `The reference ${quoted(written)} points outside access/.`,
          remedy: `Write the id of the ${kind.what}.`,
        };
        report(findingAt(problem, place));
        return false;
      }
      const suggestion = near(written, known.keys());
      const problem: Problem = {
        code: kind.code,
        message: `Unknown ${kind.what} ${quoted(written)}${suggestion === undefined ? "." : `; did you mean ${suggestion}?`}`,
        remedy:
          suggestion === undefined
            ? kind.add
            : `Write ${suggestion}. If you mean a different ${kind.what}: ${kind.add.charAt(0).toLowerCase()}${kind.add.slice(1)}`,
      };
      report(findingAt(problem, place));
      return false;
    };
  };
  const users = look(
    { what: "user", code: "ref/unknown-user", add: "Add the user's file under access/users/, or correct the id." },
    model.users,
    collected.broken.get("user"),
  );
  const teams = look(
    {
      what: "team",
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
    { what: "entitlement tag", code: "ref/unknown-tag", add: "Add the tag to an entitlement, or correct the tag." },
    tags,
    undefined,
  );
  return {
    user: users,
    role: look(
      { what: "role", code: "ref/unknown-role", add: "Add the role's file under access/roles/, or correct the id." },
      model.roles,
      collected.broken.get("role"),
    ),
    system: look(
      {
        what: "system",
        code: "ref/unknown-system",
        add: "Add the system's file under access/systems/, or correct the id.",
      },
      model.systems,
      collected.broken.get("system"),
    ),
    entitlement: look(
      {
        what: "entitlement",
        code: "ref/unknown-entitlement",
        add: "Write it as <system>/<entitlement>, or add its file under access/entitlements/.",
      },
      model.entitlements,
      collected.broken.get("entitlement"),
    ),
    rule: look(
      {
        what: "separation-of-duties rule",
        code: "ref/unknown-rule",
        add: "Correct the id; the rules are the files under access/policies/separation-of-duties/.",
      },
      new Set(model.separationOfDuties.map(({ id }) => id)),
      collected.broken.get("separation-of-duties"),
    ),
    // An entitlement that could not be read may have the tag.
    tag: (name, place) => (collected.broken.get("entitlement")?.size ?? 0) > 0 || tag(name, place),
    team,
    owner: (owner, place) => (owner.kind === "user" ? users(owner.id, place) : team(owner.name, place)),
  };
}
