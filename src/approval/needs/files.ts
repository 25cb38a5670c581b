import type { DocumentKindName } from "../../formats/document-kind-name.ts";
import { documentKindNames, documentKinds, type DocumentOf } from "../../load/kinds/index.ts";
import type { UserId } from "../../model/documents.ts";
import { compareText } from "../../support/compare.ts";
import { ownerName } from "../../model/owner.ts";
import type { Need } from "../need.ts";
import { concernOf, type NeedContext, needOf, rootStage } from "./context.ts";
import { filesOfChangedDocuments } from "./documents.ts";
import { filesOfChangedGrants } from "./grants.ts";

/**
 * Returns the needs of touched files that no other need covers. Under access/ the object's owner approves, at any path
 * of the file (threat G4). Files without an object and files outside of access/ (code, schemas, workflows, CODEOWNERS)
 * need root owners. Markdown outside of access/ has no effect and needs no approval here; CODEOWNERS still names its reviewers.
 */
export function fileNeeds(context: NeedContext): readonly Need[] {
  const owned = ownedFiles(context);
  const answered = new Set([...filesOfChangedDocuments(context), ...filesOfChangedGrants(context)]);
  const files = [...new Set(context.changedFiles)]
    .filter((file) => !answered.has(file) && !isText(file))
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
            about: { user: object.user, entitlements: [], document: null },
            concern: object.user === null ? noConcern : concernOf(object.user, []),
            stages: [object.stage],
            why: {
              text: `The file of ${object.name} is edited or moved, without an access change.`,
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
          about: { user: null, entitlements: [], document: null },
          concern: noConcern,
          stages: [rootStage(context)],
          why: {
            text: `${others.length === 1 ? "A file" : `${others.length} files`} without an owner of its own (code, workflows, schemas, tests, settings) changed: ${others.slice(0, 5).join(", ")}${others.length > 5 ? ", …" : ""}.`,
            file: first,
            line: 1,
          },
        },
        context,
      ),
    );
  return needs;
}

const isText = (file: string): boolean => file.endsWith(".md") && !file.startsWith("access/");

const noConcern = { users: [], owners: [], beneficiaries: [] } as const;

interface Owned {
  readonly name: string;
  readonly stage: readonly string[];
  readonly user: UserId | null;
}

/**
 * Returns the objects of both sides by their files, except those that only root owners own. The owners are those of the
 * base.
 */
function ownedFiles(context: NeedContext): ReadonlyMap<string, Owned> {
  const found = new Map<string, Owned>();
  for (const side of [context.head, context.base])
    for (const name of documentKindNames)
      for (const [file, owned] of ownedOf(name, documentKinds[name].documents(side), context)) found.set(file, owned);
  return found;
}

function* ownedOf<Name extends DocumentKindName>(
  name: Name,
  documents: Iterable<DocumentOf<Name>>,
  context: NeedContext,
): Iterable<readonly [string, Owned]> {
  const { edits } = documentKinds[name].owners;
  if (edits === "root") return;
  for (const document of documents) {
    if (document.source === null) continue;
    const owners = edits.ownersOf(document, context.base);
    const names = owners.map((owner) => (owner === "manager" ? owner : ownerName(owner)));
    yield [
      document.source.file,
      {
        name: edits.title(document),
        stage: names.length === 0 ? rootStage(context) : names,
        user: edits.user(document),
      },
    ];
  }
}
