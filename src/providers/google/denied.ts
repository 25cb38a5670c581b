import type { GoogleIdentity } from "./credentials.ts";
import type { GoogleRefusal } from "./failure.ts";

/** Returns how to correct a credential that Google rejected, by Google's reason and the kind of the credential. */
export function deniedRemedy(
  { status, reason, message }: GoogleRefusal,
  identity: GoogleIdentity,
  needed: readonly string[],
) {
  const scopes = needed.join(", ");
  const account = identity.kind === "service-account" ? identity.email : "the service account";
  if (reason === "unauthorized_client")
    return `In the Admin console, under Security > Access and data control > API controls > Domain-wide delegation, authorize the client id of ${account} for these scopes: ${scopes}.`;
  if (reason === "invalid_grant")
    return identity.kind === "service-account" && identity.subject !== null
      ? `Check that ${identity.subject} (\`subject\` in ${identity.path}) is an active administrator, that the key of ${account} was not deleted, and that the clock of this machine is right.`
      : `Check that the key of ${account} was not deleted, and that the clock of this machine is right.`;
  if (status === 401)
    return identity.kind === "access-token"
      ? "Get a new token for GOOGLE_OAUTH_ACCESS_TOKEN: it lasts one hour."
      : `Create a new key for ${account}.`;
  if (reason === "insufficientPermissions" || /scope/i.test(message))
    return `Request the token with these scopes: ${scopes}.`;
  return administratorRemedy(identity);
}

function administratorRemedy(identity: GoogleIdentity): string {
  const role = "an administrator role with the privileges for users and groups";
  if (identity.kind !== "service-account") return `Give the account of the credential ${role}.`;
  return identity.subject === null
    ? `Add \`subject\`, the address of the administrator that ${identity.email} acts for, to ${identity.path}, or give ${identity.email} itself ${role}.`
    : `Give ${identity.subject} (\`subject\` in ${identity.path}) ${role}.`;
}
