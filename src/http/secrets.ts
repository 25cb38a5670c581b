import type { ProviderFailure } from "../ports/access.ts";

/** The failure with every secret in its message blotted out: a provider's text can repeat what was sent to it. */
export function withoutSecrets(failure: ProviderFailure, secrets: readonly string[]): ProviderFailure {
  const message = secrets
    .filter((secret) => secret !== "")
    .reduce((text, secret) => text.replaceAll(secret, "[secret]"), failure.message);
  return { ...failure, message };
}
