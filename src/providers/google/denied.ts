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
  const account = accountOf(identity);
  const iam = /iam\.serviceAccounts\.(signJwt|getAccessToken)/.exec(message)?.[1];
  if (iam !== undefined)
    return `In the Google Cloud console, under IAM & Admin > Service Accounts > ${account} > Principals with access, give the identity of the external account the role ${iamRoles[iam] ?? ""}.`;
  if (reason === "unauthorized_client")
    return `In the Admin console, under Security > Access and data control > API controls > Domain-wide delegation, authorize the client id of ${account} for these scopes: ${scopes}.`;
  if (reason === "invalid_grant") {
    const clock = "that the clock of this machine is right";
    const key = identity.kind === "external-account" ? "" : `that the key of ${account} was not deleted, and `;
    return identity.kind === "access-token" || identity.subject === null
      ? `Check ${key}${clock}.`
      : `Check that ${identity.subject} (${identity.subjectPlace}) is an active administrator, ${key === "" ? "and " : key}${clock}.`;
  }
  if (status === 401)
    return identity.kind === "access-token"
      ? "Get a new token for GOOGLE_OAUTH_ACCESS_TOKEN: it lasts one hour."
      : identity.kind === "service-account"
        ? `Create a new key for ${account}.`
        : `Check the workload identity pool of ${identity.path}, and that ${account} is enabled.`;
  if (reason === "accessNotConfigured")
    return `In the Google Cloud console, enable the ${areas[area].api} in the project of the credential.`;
  if (reason === "insufficientPermissions" || /scope/i.test(message))
    return `Request the token with these scopes: ${scopes}.`;
  return administratorRemedy(identity, areas[area].role);
}

function administratorRemedy(identity: GoogleIdentity, role: string): string {
  if (identity.kind === "access-token" || identity.email === null) return `Give the account of the credential ${role}.`;
  const { email, subject, subjectPlace } = identity;
  if (subject !== null) return `Give ${subject} (${subjectPlace}) ${role}.`;
  return `Add \`subject\`, the address of the administrator that ${email} acts for, to ${identity.path}, or give ${email} itself ${role}.`;
}

const accountOf = (identity: GoogleIdentity): string =>
  (identity.kind === "access-token" ? null : identity.email) ?? "the service account";

/** The role that contains a permission of the IAM Service Account Credentials API. */
const iamRoles: Readonly<Record<string, string>> = {
  signJwt: "Service Account Token Creator (roles/iam.serviceAccountTokenCreator)",
  getAccessToken: "Workload Identity User (roles/iam.workloadIdentityUser)",
};
