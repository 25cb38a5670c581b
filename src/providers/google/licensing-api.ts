import type { licensing_v1 } from "googleapis/build/src/apis/licensing/v1.js";
import type { GoogleAuth } from "./credentials.ts";
import type { Quota } from "./quota.ts";
import { libraryOptions, type LibraryOptions } from "./settings-api.ts";

/** The only scope of the Enterprise License Manager API. It has no scope for reading alone. */
export const licensingScope = "https://www.googleapis.com/auth/apps.licensing";

/** One request a second (https://developers.google.com/workspace/admin/licensing/v1/limits). */
export const licensingQuota: Quota = { bucket: "licensing", perMinute: 60 };

export type LicensingApi = licensing_v1.Resource$Licenseassignments;

/** Loads the client of the Enterprise License Manager API. */
export async function licensingApi(auth: GoogleAuth["client"], options: LibraryOptions): Promise<LicensingApi> {
  const { licensing_v1: library } = await import("googleapis/build/src/apis/licensing/v1.js");
  return new library.Licensing(libraryOptions(auth, options)).licenseAssignments;
}
