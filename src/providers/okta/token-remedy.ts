/** Returns how to correct a service app, by the error of the token endpoint; null: it named none. */
export function tokenRemedy(error: string | null): string {
  if (error === "invalid_scope")
    return "In Okta, open the app's tab Okta API Scopes and grant the scopes that OKTA_CLIENT_SCOPES names (default: okta.users.manage and okta.groups.manage, and where the files declare apps or administrator roles, okta.apps.manage or okta.roles.manage).";
  if (error === "invalid_client")
    return "OKTA_CLIENT_CLIENTID must be the client id of an active service app, and OKTA_CLIENT_PRIVATEKEY the private half of a key that is listed in the app's General > Public Keys.";
  if (error === "invalid_dpop_proof") return "Check that the clock of this machine is right.";
  return "The app must be an API services app that authenticates with a public key and a private key.";
}
