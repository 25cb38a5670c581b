/** The variables that hold a credential. Paths of credential files are not secret, and are needed in messages. */
const credentials = [
  "OKTA_CLIENT_TOKEN",
  "OKTA_CLIENT_PRIVATEKEY",
  "GOOGLE_OAUTH_ACCESS_TOKEN",
  "GITHUB_TOKEN",
  "ACTIONS_ID_TOKEN_REQUEST_TOKEN",
];

/** A shorter text would hide ordinary words all over the log. */
const shortest = 8;

/**
 * Every text that the runner has to hide. It compares exact texts, line by line, so a key of several lines is hidden
 * line by line, and a key in JSON value by value as well.
 */
export function secretsIn(env: Readonly<Record<string, string | undefined>>): readonly string[] {
  const found = new Set<string>();
  for (const name of credentials) {
    const value = env[name];
    if (value === undefined) continue;
    for (const text of [value, ...value.split(/\r?\n|\\n/), ...jsonTexts(value)])
      if (text.trim().length >= shortest) found.add(text.trim());
  }
  return [...found];
}

/** The texts of a JSON web key, the private numbers among them. */
function jsonTexts(value: string): readonly string[] {
  if (!value.trimStart().startsWith("{")) return [];
  try {
    const parsed: unknown = JSON.parse(value);
    return typeof parsed === "object" && parsed !== null
      ? Object.values(parsed).filter((item): item is string => typeof item === "string")
      : [];
  } catch {
    return []; // not JSON after all: the whole text is hidden
  }
}
