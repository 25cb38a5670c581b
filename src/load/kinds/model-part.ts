import type { AccessModel, Organization } from "../../model/documents.ts";

/** The part of the access model that a kind's documents make up. */
export interface ModelPart<Document, Field extends keyof AccessModel> {
  readonly field: Field;
  /**
   * Returns the value of the field. `documents` are in the order of their files, without duplicates. The value for no
   * document is the default that holds without the file.
   */
  readonly of: (documents: readonly Document[], organization: Organization) => AccessModel[Field];
}

/** Returns the documents as a list. */
export const inOrder = <Document>(documents: readonly Document[]): readonly Document[] => documents;

/** Returns the documents by their ids. */
export const byId = <Document extends { readonly id: string }>(
  documents: readonly Document[],
): ReadonlyMap<Document["id"], Document> => new Map(documents.map((document) => [document.id, document]));
