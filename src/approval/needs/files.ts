import { ownerNames, ownersOfTarget } from "../../model/owner.ts";
import type { Owner, UserId } from "../../model/documents.ts";
import { compareText } from "../../support/compare.ts";
import type { Need } from "../need.ts";
import { documentFiles } from "./documents.ts";
import { grantsThatChanged } from "./grants.ts";
import { concernOf, fileOwnersOf, grantKey, type NeedContext, needOf, rootStage } from "./context.ts";

/**
 * Files that the change touches and no other need answers for. Under access/ whoever owns the object approves, wherever its
 * file stands (threat G4); what belongs to no object, and everything else (code, schemas, workflows, CODEOWNERS), wants
 * root owners.
 */
export function fileNeeds(context: NeedContext): readonly Need[] {
  const owned = ownedFiles(context);
  const answered = documentFiles(context);
  const changed = grantsThatChanged(context);
  const files = [...new Set(context.changedFiles)]
    .filter((file) => !answered.has(file))
    .filter((file) => {
      const key = owned.get(file)?.key;
      return key === undefined || !(context.fieldsOf.has(key) || changed.has(key));
    })
    .sort(compareText);
  const needs: Need[] = [];
  const others: string[] = [];
  for (const file of files) {
    const object = owned.get(file);
    if (object === undefined) others.push(file);
    else if (object.stage.length > 0)
      needs.push(
        needOf(
          {
            what: "file",
            subject: file,
            concern: object.user === null ? nobody : concernOf(object.user, []),
            stages: [object.stage],
            why: {
              text: `The file of ${object.name} is edited or moved; nobody's access changes by it.`,
              file,
              line: 1,
            },
          },
          context,
        ),
      );
  }
  const first = others[0];
  if (first !== undefined)
    needs.push(
      needOf(
        {
          what: "code",
          subject: others.length === 1 ? first : `${first} and ${others.length - 1} more`,
          concern: nobody,
          stages: [rootStage(context)],
          why: {
            text: `${others.length === 1 ? "A file that is" : `${others.length} files that are`} nobody's own (code, workflows, schemas, tests, settings) changed: ${others.slice(0, 5).join(", ")}${others.length > 5 ? ", …" : ""}.`,
            file: first,
            line: 1,
          },
        },
        context,
      ),
    );
  return needs;
}

const nobody = { users: [], owners: [], beneficiaries: [] } as const;

interface Owned {
  /** The object as model changes name it. */
  readonly key: string;
  readonly name: string;
  readonly stage: readonly string[];
  readonly user: UserId | null;
}

/** The objects of both sides by their files; who owns them is the base's to say. */
function ownedFiles(context: NeedContext): ReadonlyMap<string, Owned> {
  const { base } = context;
  const found = new Map<string, Owned>();
  for (const side of [context.head, base]) {
    for (const { id, source } of side.users.values())
      found.set(source.file, {
        key: `user ${id}`,
        name: `the user ${id}`,
        stage: fileOwnersOf(base.users.get(id)),
        user: id,
      });
    for (const { id, source } of side.roles.values())
      found.set(source.file, owned(`role ${id}`, `the role ${id}`, base.roles.get(id)?.owners));
    for (const { ref, source } of side.entitlements.values())
      found.set(source.file, owned(`entitlement ${ref}`, `the entitlement ${ref}`, base.entitlements.get(ref)?.owners));
    for (const grant of side.grants)
      found.set(grant.source.file, {
        ...owned(`grant ${grantKey(grant)}`, `a grant to ${grant.user}`, ownersOfTarget(grant.target, base)),
        user: grant.user,
      });
    for (const { rule, user, source } of side.waivers) {
      const owners = base.separationOfDuties.find(({ id }) => id === rule)?.owners;
      found.set(source.file, owned(`waiver ${rule}/${user}`, `a waiver of ${rule}`, owners));
    }
  }
  return found;

  function owned(key: string, name: string, owners: readonly Owner[] | undefined): Owned {
    return {
      key,
      name,
      stage: owners === undefined || owners.length === 0 ? rootStage(context) : ownerNames(owners),
      user: null,
    };
  }
}
