import type { GoogleSandboxOptions } from "../google/google-sandbox.ts";
import type { OktaSandboxOptions } from "../okta/okta-sandbox.ts";

/** The lags of the Okta server, in milliseconds. */
export type OktaLags = Pick<OktaSandboxOptions, "searchLagMs" | "ruleLagMs" | "transitionMs">;

/** The lags of the Google server, in milliseconds. */
export type GoogleLags = Pick<GoogleSandboxOptions, "searchLagMs" | "groupLagMs" | "countLagMs" | "nestedLagMs">;

/** The name of each lag in `rolecall sandbox --lag`. */
export const lagNames = {
  okta: { search: "searchLagMs", rules: "ruleLagMs", activation: "transitionMs" },
  google: { search: "searchLagMs", "new-group": "groupLagMs", count: "countLagMs", nested: "nestedLagMs" },
} as const satisfies {
  readonly okta: Readonly<Record<string, keyof OktaLags>>;
  readonly google: Readonly<Record<string, keyof GoogleLags>>;
};

export interface Lags {
  readonly okta: OktaLags;
  readonly google: GoogleLags;
}
