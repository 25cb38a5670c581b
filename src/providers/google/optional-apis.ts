import type { GoogleAccess, GoogleAuth } from "./credentials.ts";
import { type LicensingApi, licensingApi, licensingScope } from "./licensing-api.ts";
import { type RolesApi, rolesApi, rolesScope } from "./roles-api.ts";
import { type LibraryOptions, type SettingsApi, settingsApi, settingsScope } from "./settings-api.ts";

/**
 * The APIs that are used only where a file declares what they serve. Each has a token of its own, which is requested with
 * the first use: a credential without its scope can do everything else.
 */
export interface OptionalApis {
  /** Returns the Groups Settings API. */
  settings(): Promise<SettingsApi>;
  /** Returns the Enterprise License Manager API. */
  licensing(): Promise<LicensingApi>;
  /** Returns the administrator roles of the Directory API. */
  roles(): Promise<RolesApi>;
}

export interface OptionalApiOptions extends Pick<LibraryOptions, "requestTimeout"> {
  /** The URL that replaces Google's; undefined: Google's own. */
  readonly rootUrl: string | undefined;
  readonly access: GoogleAccess;
  /** Returns a client whose token has the scope. */
  readonly authorize: (scope: string) => Promise<GoogleAuth["client"]>;
}

/** Returns the optional APIs, and the scopes that were requested for them so far. */
export function optionalApis({ rootUrl, requestTimeout, access, authorize }: OptionalApiOptions): {
  readonly apis: OptionalApis;
  readonly scopes: () => readonly string[];
} {
  const requested = new Set<string>();
  const once = <T>(
    scope: string,
    host: string,
    load: (auth: GoogleAuth["client"], options: LibraryOptions) => Promise<T>,
  ): (() => Promise<T>) => {
    let api: Promise<T> | undefined;
    return () => {
      requested.add(scope);
      return (api ??= authorize(scope).then((auth) => load(auth, { rootUrl: rootUrl ?? host, requestTimeout })));
    };
  };
  return {
    apis: {
      settings: once(settingsScope, "https://www.googleapis.com", settingsApi),
      licensing: once(licensingScope, "https://licensing.googleapis.com", licensingApi),
      roles: once(rolesScope(access), "https://admin.googleapis.com", rolesApi),
    },
    scopes: () => [...requested],
  };
}
