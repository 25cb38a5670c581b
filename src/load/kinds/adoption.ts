import type { Adoption, SystemId, UserId } from "../../model/documents.ts";
import type { DocumentKind } from "./document-kind.ts";
import { inOrder } from "./model-part.ts";

/** Links between live accounts and users, each in the folder of its system. */
export const adoption: DocumentKind<"adoption", Adoption, "adoptions"> = {
  name: "adoption",
  path: "adoptions/<system>/<user>.yaml",
  pathFields: ["user"],
  convert: ({ user, account, reason }, { source, named: { system = "" } }) => [
    { source, system: system as SystemId, user: user as UserId, account, reason },
  ],
  identity: null,
  part: { field: "adoptions", of: inOrder },
  documents: (model) => model.adoptions,
  references: ({ source: { file }, system, user }, known) => {
    known.system(system, { file, field: [] });
    known.user(user, { file, field: ["user"] });
  },
  owners: { codeowners: "root", edits: "root", changes: "adoption" },
};
