import type { ProviderFailure } from "../ports/access.ts";

/** In characters. A provider's text can be long. Its usual texts leave room for a remedy at the end. */
const longest = 800;

/**
 * Returns the failure with every secret in its message masked. The text of a provider can repeat the request. The message is
 * shortened after that, so that no part of a secret remains at its end.
 * @param masked masks the secrets of other clients
 */
export function withoutSecrets(
  failure: ProviderFailure,
  secrets: readonly string[],
  masked: (text: string) => string = (text) => text,
): ProviderFailure {
  const message = secrets
    .filter((secret) => secret !== "")
    .reduce((text, secret) => text.replaceAll(secret, "[secret]"), failure.message);
  const whole = masked(message);
  return { ...failure, message: whole.length > longest ? `${whole.slice(0, longest)}…` : whole };
}
