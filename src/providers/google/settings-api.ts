import type { groupssettings_v1 } from "googleapis/build/src/apis/groupssettings/v1.js";
import type { GoogleAuth } from "./credentials.ts";

/** The only scope of the Groups Settings API. It has no scope for reading alone. */
export const settingsScope = "https://www.googleapis.com/auth/apps.groups.settings";

export type SettingsApi = groupssettings_v1.Resource$Groups;

/** The settings of the library's clients, which the library would otherwise read from the environment. */
export interface LibraryOptions {
  readonly rootUrl: string;
  readonly requestTimeout: number;
}

/** Returns the options of every client of the library. Only Rolecall retries requests; retries of the library are off. */
export const libraryOptions = (auth: GoogleAuth["client"], { rootUrl, requestTimeout }: LibraryOptions) => ({
  rootUrl: `${rootUrl}/`,
  auth,
  retry: false,
  timeout: requestTimeout,
  universeDomain: "googleapis.com",
  noProxy: ["127.0.0.1", "localhost", "[::1]"],
  maxRedirects: 0 as const,
});

/** Loads the client of the Groups Settings API. */
export async function settingsApi(auth: GoogleAuth["client"], options: LibraryOptions): Promise<SettingsApi> {
  const { groupssettings_v1: library } = await import("googleapis/build/src/apis/groupssettings/v1.js");
  return new library.Groupssettings({
    ...libraryOptions(auth, options),
    // Without it, the API answers in XML.
    params: { alt: "json" },
  }).groups;
}
