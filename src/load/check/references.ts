import type { DocumentKindName } from "../../formats/document-kind-name.ts";
import type { AccessModel } from "../../model/documents.ts";
import { documentKindNames, documentKinds, type DocumentOf } from "../kinds/index.ts";
import type { Known } from "./known-references.ts";

/** Every reference in the model leads to a document (`ref/*`); each is checked once, kind by kind. */
export function checkReferences(model: AccessModel, known: Known): void {
  for (const name of documentKindNames) checkKind(name, documentKinds[name].documents(model), known);
}

function checkKind<Name extends DocumentKindName>(
  name: Name,
  documents: Iterable<DocumentOf<Name>>,
  known: Known,
): void {
  for (const document of documents) documentKinds[name].references(document, known);
}
