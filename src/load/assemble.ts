import type { DocumentKindName } from "../formats/document-kind-name.ts";
import type { AccessModel, Organization } from "../model/documents.ts";
import type { Collected } from "./collected.ts";
import { type DocumentOf, documentKindNames, documentKinds, type FilledField } from "./kinds/index.ts";
import { unknownOrganization } from "./kinds/organization.ts";
import { findingAt, type Problem, type Report } from "./problems.ts";

/** Returns the model of all documents, by id. A duplicate id is a finding; the first document in path order is kept. */
export function assemble(collected: Collected, report: Report): AccessModel {
  const organization = collected.documents.organization[0] ?? unknownOrganization;
  const kept = <Name extends DocumentKindName>(name: Name): readonly DocumentOf<Name>[] =>
    withoutDuplicates(name, collected.documents[name], report);
  const parts = documentKindNames.flatMap((name) => partOf(name, kept, organization));
  // Every kind fills its field. This compiles while the kinds' fields together are all fields of the model.
  return Object.fromEntries(parts) as unknown as Pick<AccessModel, FilledField>;
}

/** Returns the field that a kind fills, with its value; nothing where the model does not hold the kind. */
function partOf<Name extends DocumentKindName>(
  name: Name,
  documentsOf: (name: Name) => readonly DocumentOf<Name>[],
  organization: Organization,
): readonly (readonly [keyof AccessModel, unknown])[] {
  const documents = documentsOf(name);
  const { part } = documentKinds[name];
  return part === null ? [] : [[part.field, part.of(documents, organization)]];
}

function withoutDuplicates<Name extends DocumentKindName>(
  name: Name,
  documents: readonly DocumentOf<Name>[],
  report: Report,
): readonly DocumentOf<Name>[] {
  const { identity } = documentKinds[name];
  if (identity === null) return documents;
  const first = new Map<string, DocumentOf<Name>>();
  for (const document of documents) {
    const id = identity.of(document);
    const other = first.get(id);
    if (other === undefined) {
      first.set(id, document);
      continue;
    }
    const problem: Problem = {
      code: identity.duplicate,
      message: `The ${identity.noun} ${id} is defined in two files; the other is ${other.source?.file ?? ""}.`,
      remedy: "Remove one of the files, or give one of them a different id.",
    };
    report(findingAt(problem, { file: document.source?.file ?? "", field: ["id"] }));
  }
  return [...first.values()];
}
