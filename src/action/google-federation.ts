import { UsageError } from "../diagnostics/user-error.ts";
import { rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { ActionHost } from "./host.ts";

/** Environment variables for the command, and a function that deletes the credential file. */
export interface Federation {
  readonly env: Readonly<Record<string, string>>;
  readonly close: () => void;
}

const providerShape = /^projects\/\d+\/locations\/global\/workloadIdentityPools\/[a-z0-9-]+\/providers\/[a-z0-9-]+$/;
const accountShape = /^[a-z0-9-]+@[a-z0-9.-]+\.gserviceaccount\.com$/;

/**
 * Sets up a short-lived Google token instead of a key (workload identity federation): the runner's identity token names
 * the repository, environment and workflow, and Google exchanges it for a token of the service account. Writes the
 * credential file of type `external_account` that Google's library reads. The service account holds the administrator role.
 * @throws UsageError when an input or the job's permission is missing
 */
export function federate(host: ActionHost): Federation {
  const provider = host.input("google-workload-identity-provider");
  const account = host.input("google-service-account");
  if (provider === "" && account === "") return { env: {}, close: () => undefined };
  if (!providerShape.test(provider))
    throw new UsageError(
      "The input google-workload-identity-provider is not valid: expected projects/NUMBER/locations/global/workloadIdentityPools/POOL/providers/PROVIDER",
    );
  if (!accountShape.test(account))
    throw new UsageError(
      "The input google-service-account is not valid: expected the service account's email address.",
    );
  const url = host.env["ACTIONS_ID_TOKEN_REQUEST_URL"];
  const token = host.env["ACTIONS_ID_TOKEN_REQUEST_TOKEN"];
  if (url === undefined || token === undefined)
    throw new UsageError("The job cannot request an identity token. Add the permission id-token: write to the job.");
  const path = join(host.temp, `rolecall-google-${host.nonce()}.json`);
  const file = externalAccount({ provider, account, url, token });
  writeFileSync(path, JSON.stringify(file), { mode: 0o600, flag: "wx" });
  return { env: { GOOGLE_APPLICATION_CREDENTIALS: path }, close: () => rmSync(path, { force: true }) };
}

interface FederationRequest {
  readonly provider: string;
  readonly account: string;
  readonly url: string;
  readonly token: string;
}

function externalAccount({ provider, account, url, token }: FederationRequest) {
  const source = new URL(url);
  source.searchParams.set("audience", `https://iam.googleapis.com/${provider}`);
  return {
    type: "external_account",
    audience: `//iam.googleapis.com/${provider}`,
    subject_token_type: "urn:ietf:params:oauth:token-type:jwt",
    token_url: "https://sts.googleapis.com/v1/token",
    service_account_impersonation_url: `https://iamcredentials.googleapis.com/v1/projects/-/serviceAccounts/${account}:generateAccessToken`,
    credential_source: {
      url: source.href,
      headers: { Authorization: `Bearer ${token}` },
      format: { type: "json", subject_token_field_name: "value" },
    },
  };
}
