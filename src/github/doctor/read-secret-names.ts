import type { GithubApi, Parameters } from "../github-api.ts";
import { textField } from "../json.ts";

/** Returns the names of the secrets of one list. GitHub never shows their values. */
export async function readSecretNames(
  api: GithubApi,
  route: string,
  parameters: Parameters = {},
): Promise<readonly string[]> {
  const doing = "list the names of the secrets";
  const secrets = await api.list({ route, doing, parameters, field: "secrets", key: "name" });
  return secrets.map((secret) => textField(secret, "name", doing));
}
