import type { Code } from "../../diagnostics/code.ts";
import type { DocumentKindName } from "../../formats/document-kind-name.ts";
import type { Documents } from "../../formats/written.generated.ts";
import type { AccessModel, Owner, Source, UserId } from "../../model/documents.ts";
import type { Known } from "../check/known-references.ts";
import type { Conversion } from "../conversion.ts";
import type { ModelPart } from "./model-part.ts";
import type { PathNames } from "./path-pattern.ts";

/** A document of the access model; the source is null for defaults that stand in no file. */
export interface SourcedDocument {
  readonly source: Source | null;
}

/**
 * All that Rolecall knows about one kind of document: where its files stand, how they become part of the access model, and
 * who answers for them. Reading, checking references, CODEOWNERS and approvals follow from it. Its fields are described by
 * the schema of the same name, and what of them bears on access or approval by `plan/model-changes`.
 */
export interface DocumentKind<
  Name extends DocumentKindName,
  Document extends SourcedDocument,
  Field extends keyof AccessModel = keyof AccessModel,
> {
  readonly name: Name;
  /** Where its files stand below `access/` (`path-pattern.ts`). A pattern without names allows one file. */
  readonly path: string;
  /** The fields that repeat what the path says under the same name. */
  readonly agrees: readonly (keyof Documents[Name] & string)[];
  /** Returns the documents that a written file holds. The schema has accepted it; more findings go to `conversion.report`. */
  readonly convert: (written: Documents[Name], conversion: Conversion) => readonly Document[];
  /** What tells two documents of the kind apart; null: nothing but their paths. */
  readonly identity: Identity<Document> | null;
  /** Where the documents stand in the model; null: the model does not hold them. */
  readonly part: ModelPart<Document, Field> | null;
  /** Returns the kind's documents of a model, in the order of their files. */
  readonly documents: (model: AccessModel) => Iterable<Document>;
  /** Checks that every reference in a document leads to a document. */
  readonly references: (document: Document, known: Known) => void;
  readonly owners: Owners<Document>;
}

export interface Identity<Document> {
  /** The kind in a sentence: `The role … is described in two files`. */
  readonly noun: string;
  /** The code of the finding about a second document with the same id. */
  readonly duplicate: Code;
  readonly of: (document: Document) => string;
  /** The id by the path alone, for files that could not be read. */
  readonly ofPath: (names: PathNames) => string;
}

/** Who answers for a kind's documents. The rules stand here; `codeowners` and `approval` look the people up. */
export interface Owners<Document> {
  /**
   * Who owns the files in CODEOWNERS: root owners; whoever answers for the user (users); the owners of the object whose
   * folder they stand in (grants, waivers); or the owners that each document has, under this heading.
   */
  readonly codeowners: "root" | "user" | "folder" | { readonly heading: string };
  /** Who approves an edit of a file that changes nothing but texts. */
  readonly edits: "root" | EditOwners<Document>;
  /** Which need for approval a change of its other fields is; null: none of its fields bears on access or approval. */
  readonly changes: RootNeed | OwnNeed | null;
}

export interface EditOwners<Document> {
  /** The document in a sentence: `The file of … is edited`. */
  readonly title: (document: Document) => string;
  /** Who owns it by a model; `manager` is the manager of the user it is about. Empty: root owners. */
  readonly ownersOf: (document: Document, model: AccessModel) => readonly (Owner | "manager")[];
  /** The user it is about, who cannot approve it. */
  readonly user: (document: Document) => UserId | null;
}

/** Needs that root owners approve. */
export type RootNeed = "organization" | "system" | "policy" | "adoption" | "override";
/** Needs with approvers of their own. */
export type OwnNeed = "user" | "role" | "grant" | "entitlement" | "waiver";
