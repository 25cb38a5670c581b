import type { Code } from "../../diagnostics/code.ts";
import type { DocumentKindName } from "../../formats/document-kind-name.ts";
import type { Documents } from "../../formats/written.generated.ts";
import type { AccessModel, Owner, Source, UserId } from "../../model/documents.ts";
import type { Known } from "../check/known-references.ts";
import type { Conversion } from "../conversion.ts";
import type { ModelPart } from "./model-part.ts";
import type { PathNames } from "./path-pattern.ts";

/** A document of the access model; the source is null for defaults without a file. */
export interface SourcedDocument {
  readonly source: Source | null;
}

/**
 * One kind of document: the paths of its files, their conversion into the access model, and their owners. Reading,
 * reference checks, CODEOWNERS and approvals use it. The schema of the same name describes the fields;
 * `plan/model-changes` defines which of them affect access or approval.
 */
export interface DocumentKind<
  Name extends DocumentKindName,
  Document extends SourcedDocument,
  Field extends keyof AccessModel = keyof AccessModel,
> {
  readonly name: Name;
  /** The path pattern of its files below `access/` (`path-pattern.ts`). A pattern without names allows one file. */
  readonly path: string;
  /** The fields that must equal the value of the same name in the path. */
  readonly pathFields: readonly (keyof Documents[Name] & string)[];
  /** Returns the documents of a file that the schema has accepted. Further findings go to `conversion.report`. */
  readonly convert: (written: Documents[Name], conversion: Conversion) => readonly Document[];
  /** How documents of the kind are identified; null: by their paths alone. */
  readonly identity: Identity<Document> | null;
  /** Where the documents stand in the model; null: the model does not hold them. */
  readonly part: ModelPart<Document, Field> | null;
  /** Returns the kind's documents of a model, in the order of their files. */
  readonly documents: (model: AccessModel) => Iterable<Document>;
  /** Checks that every reference in a document resolves to a document. */
  readonly references: (document: Document, known: Known) => void;
  readonly owners: Owners<Document>;
}

export interface Identity<Document> {
  /** The kind in a sentence: `The role … is defined in two files`. */
  readonly noun: string;
  /** The code of the finding about a second document with the same id. */
  readonly duplicate: Code;
  readonly of: (document: Document) => string;
  /** Returns the id from the path alone, for files that could not be read. */
  readonly ofPath: (names: PathNames) => string;
}

/** The owners of a kind's documents, as rules; `codeowners` and `approval` resolve them to people. */
export interface Owners<Document> {
  /**
   * The owners of the files in CODEOWNERS: the root owners; the people who are responsible for the user (users); the
   * owners of the object that the folder names (grants, waivers); or the owners of each document, under this heading.
   */
  readonly codeowners: "root" | "user" | "folder" | { readonly heading: string };
  /** Who approves an edit that changes only texts. */
  readonly edits: "root" | EditOwners<Document>;
  /** The approval that a change of its other fields needs; null: none of its fields affects access or approval. */
  readonly changes: RootNeed | OwnNeed | null;
}

export interface EditOwners<Document> {
  /** The document in a sentence: `The file of … is edited`. */
  readonly title: (document: Document) => string;
  /** Returns the owners in a model; `manager` is the manager of the user it is about. Empty: root owners. */
  readonly ownersOf: (document: Document, model: AccessModel) => readonly (Owner | "manager")[];
  /** Returns the user it is about, who cannot approve it. */
  readonly user: (document: Document) => UserId | null;
}

/** Needs that root owners approve. */
export type RootNeed = "organization" | "system" | "policy" | "adoption" | "override";
/** Needs that other approvers approve. */
export type OwnNeed = "user" | "role" | "grant" | "entitlement" | "waiver";
