import type { ProviderFailure } from "../ports/access.ts";

/** Returns the failure with every secret in its message masked. The text of a provider can repeat the request. */
export function withoutSecrets(failure: ProviderFailure, secrets: readonly string[]): ProviderFailure {
  const message = secrets
    .filter((secret) => secret !== "")
    .reduce((text, secret) => text.replaceAll(secret, "[secret]"), failure.message);
  return { ...failure, message };
}
