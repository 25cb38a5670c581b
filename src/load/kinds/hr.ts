import type { DocumentKind } from "./document-kind.ts";

/** The HR feed's settings, access/hr.yaml. Accepted and not read yet (`not-supported.ts`). */
export const hr: DocumentKind<"hr", never, never> = {
  name: "hr",
  path: "hr.yaml",
  pathFields: [],
  convert: () => [],
  identity: null,
  part: null,
  documents: () => [],
  references: () => undefined,
  owners: { codeowners: "root", edits: "root", changes: null },
};
