/**
 * The variables that hold a credential. Those of a provider can have a prefix (`connection.credentials` of a system). Paths
 * of credential files are not secret and appear in messages.
 */
const credentials = [
  "OKTA_CLIENT_TOKEN",
  "OKTA_CLIENT_PRIVATEKEY",
  "GOOGLE_OAUTH_ACCESS_TOKEN",
  "GITHUB_TOKEN",
  "ROLECALL_JOURNAL_KEY",
  "ROLECALL_JOURNAL_TOKEN",
  "ACTIONS_ID_TOKEN_REQUEST_TOKEN",
];

/** Masking a shorter text would hide ordinary words in the log. Unit: characters. */
const shortest = 8;

/**
 * Returns every text that the runner must mask. The runner compares exact texts line by line, so a key of several lines is
 * masked line by line, and a key in JSON also value by value.
 */
export function secretsIn(env: Readonly<Record<string, string | undefined>>): readonly string[] {
  const found = new Set<string>();
  for (const [name, value] of Object.entries(env)) {
    if (value === undefined || !isCredential(name)) continue;
    for (const text of [value, ...value.split(/\r?\n|\\n/), ...jsonTexts(value)])
      if (text.trim().length >= shortest) found.add(text.trim());
  }
  return [...found];
}

const isCredential = (name: string): boolean =>
  credentials.some((known) => name === known || name.endsWith(`_${known}`));

/** Returns the string values of a JSON web key, including its private numbers. */
function jsonTexts(value: string): readonly string[] {
  if (!value.trimStart().startsWith("{")) return [];
  try {
    const parsed: unknown = JSON.parse(value);
    return typeof parsed === "object" && parsed !== null
      ? Object.values(parsed).filter((item): item is string => typeof item === "string")
      : [];
  } catch {
    return []; // not JSON: the complete text is masked already
  }
}
