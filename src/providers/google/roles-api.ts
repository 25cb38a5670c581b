import type { admin_directory_v1 } from "googleapis/build/src/apis/admin/directory_v1.js";
import type { GoogleAccess, GoogleAuth } from "./credentials.ts";
import { libraryOptions, type LibraryOptions } from "./settings-api.ts";

/** The scope of administrator roles and their assignments. */
export const rolesScope = (access: GoogleAccess): string =>
  `https://www.googleapis.com/auth/admin.directory.rolemanagement${access === "read" ? ".readonly" : ""}`;

/** The parts of the Directory API that concern administrator roles. */
export type RolesApi = Pick<admin_directory_v1.Admin, "roles" | "roleAssignments">;

/** Loads a client of the Directory API for administrator roles. */
export async function rolesApi(auth: GoogleAuth["client"], options: LibraryOptions): Promise<RolesApi> {
  const { admin_directory_v1: library } = await import("googleapis/build/src/apis/admin/index.js");
  return new library.Admin(libraryOptions(auth, options));
}
