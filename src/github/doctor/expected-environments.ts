import type { EnvironmentUse } from "./settings.ts";

const pullRequests = "refs/pull/*/merge";

/** Returns the branch patterns that the jobs of an environment run for (.github/workflows). */
export function expectedBranches(use: EnvironmentUse, defaultBranch: string): readonly string[] {
  switch (use) {
    case "plan":
      return [defaultBranch, pullRequests];
    case "review":
      return [defaultBranch, pullRequests, `gh-readonly-queue/${defaultBranch}/*`];
    case "apply":
    case "request":
      return [defaultBranch];
  }
}

const providerSecrets = [
  "OKTA_CLIENT_CLIENTID",
  "OKTA_CLIENT_PRIVATEKEY",
  "GOOGLE_WORKLOAD_IDENTITY_PROVIDER",
  "GOOGLE_SERVICE_ACCOUNT",
  "OKTA_CLIENT_ORGURL",
  "ROLECALL_GOOGLE_CUSTOMER",
];
const appSecrets = ["ROLECALL_APP_ID", "ROLECALL_APP_PRIVATE_KEY"];

/** The names of the secrets that the jobs of each environment use (.github/workflows). */
const expectedSecrets: Readonly<Record<EnvironmentUse, readonly string[]>> = {
  plan: providerSecrets,
  apply: [...providerSecrets, ...appSecrets, "ROLECALL_JOURNAL_KEY"],
  review: appSecrets,
  request: appSecrets,
};

/**
 * Returns whether the jobs of the environment use a secret with this name. Those of a provider can have the prefix that
 * `connection.credentials` of a system names.
 */
export function isExpectedSecret(use: EnvironmentUse, secret: string): boolean {
  const expected = expectedSecrets[use];
  return (
    expected.includes(secret) || providerSecrets.some((name) => expected.includes(name) && secret.endsWith(`_${name}`))
  );
}
