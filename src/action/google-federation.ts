import { UsageError } from "../diagnostics/user-error.ts";
import { rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { ActionHost } from "./host.ts";

/** Variables for the command, and how to take back what was written for it. */
export interface Federation {
  readonly env: Readonly<Record<string, string>>;
  readonly close: () => void;
}

const providerShape = /^projects\/\d+\/locations\/global\/workloadIdentityPools\/[a-z0-9-]+\/providers\/[a-z0-9-]+$/;
const accountShape = /^[a-z0-9-]+@[a-z0-9.-]+\.gserviceaccount\.com$/;

/**
 * A short-lived Google token in place of a key: the runner vouches for repository, environment and workflow, Google
 * changes that into a token of the service account. This writes the credential file of type `external_account` that the
 * library reads, as Google's documentation of workload identity federation describes it; the service account itself
 * holds the administrator role.
 * @throws UsageError where an input or the job's permission is missing
 */
export function federate(host: ActionHost): Federation {
  const provider = host.input("google-workload-identity-provider");
  const account = host.input("google-service-account");
  if (provider === "" && account === "") return { env: {}, close: () => undefined };
  if (!providerShape.test(provider))
    throw new UsageError(
      "google-workload-identity-provider: write projects/NUMBER/locations/global/workloadIdentityPools/POOL/providers/PROVIDER",
    );
  if (!accountShape.test(account)) throw new UsageError("google-service-account: write the service account's address");
  const url = host.env["ACTIONS_ID_TOKEN_REQUEST_URL"];
  const token = host.env["ACTIONS_ID_TOKEN_REQUEST_TOKEN"];
  if (url === undefined || token === undefined)
    throw new UsageError("the job cannot ask for an identity token: give it the permission id-token: write");
  const path = join(host.temp, `rolecall-google-${host.nonce()}.json`);
  const file = externalAccount({ provider, account, url, token });
  writeFileSync(path, JSON.stringify(file), { mode: 0o600, flag: "wx" });
  return { env: { GOOGLE_APPLICATION_CREDENTIALS: path }, close: () => rmSync(path, { force: true }) };
}

interface Asked {
  readonly provider: string;
  readonly account: string;
  readonly url: string;
  readonly token: string;
}

function externalAccount({ provider, account, url, token }: Asked) {
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
