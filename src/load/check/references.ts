import type { DocumentKindName } from "../../formats/document-kind-name.ts";
import type { AccessModel } from "../../model/documents.ts";
import { documentKindNames, documentKinds, type DocumentOf } from "../kinds/index.ts";
import type { Known } from "./known-references.ts";

/** Checks once, kind by kind, that every reference in the model resolves to a document (`ref/*`). */
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
