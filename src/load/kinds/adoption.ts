import type { Adoption, SystemId, UserId } from "../../model/documents.ts";
import type { DocumentKind } from "./document-kind.ts";

/** Links between live accounts and users, each in the folder of its system. */
export const adoption: DocumentKind<"adoption", Adoption> = {
  name: "adoption",
  path: "adoptions/<system>/<user>.yaml",
  pathFields: ["user"],
  convert: ({ user, account, reason }, { source, named: { system = "" } }) => [
    { source, system: system as SystemId, user: user as UserId, account, reason },
  ],
  identity: null,
  documents: (model) => model.adoptions,
  references: ({ source: { file }, system, user }, known) => {
    known.system(system, { file, field: [] });
    known.user(user, { file, field: ["user"] });
  },
  owners: { codeowners: "root", edits: "root", changes: "adoption" },
};
