import type { GoogleIdentity } from "./credentials.ts";
import type { GoogleArea, GoogleRefusal } from "./failure.ts";

/** What an administrator needs, and the API that the Google Cloud project needs. */
const areas: Readonly<Record<GoogleArea, { readonly role: string; readonly api: string }>> = {
  directory: { role: "an administrator role with the privileges for users and groups", api: "Admin SDK API" },
  settings: { role: "an administrator role with the privileges for users and groups", api: "Groups Settings API" },
  licensing: {
    role: "an administrator role with the privilege License Management",
    api: "Enterprise License Manager API",
  },
  roles: {
    role: "the role of a super administrator, which Google requires for administrator roles",
    api: "Admin SDK API",
  },
};

/** Returns how to correct a credential that Google rejected, by Google's reason and the kind of the credential. */
export function deniedRemedy(
  { status, reason, message, area }: GoogleRefusal,
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
  if (reason === "accessNotConfigured")
    return `In the Google Cloud console, enable the ${areas[area].api} in the project of the credential.`;
  if (reason === "insufficientPermissions" || /scope/i.test(message))
    return `Request the token with these scopes: ${scopes}.`;
  return administratorRemedy(identity, areas[area].role);
}

function administratorRemedy(identity: GoogleIdentity, role: string): string {
  if (identity.kind !== "service-account") return `Give the account of the credential ${role}.`;
  return identity.subject === null
    ? `Add \`subject\`, the address of the administrator that ${identity.email} acts for, to ${identity.path}, or give ${identity.email} itself ${role}.`
    : `Give ${identity.subject} (\`subject\` in ${identity.path}) ${role}.`;
}
