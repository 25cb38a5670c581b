/** Secrets that must not be part of any output: credentials, and the tokens that were derived from them during the run. */
export interface Secrets {
  /** Adds a derived token. A text of fewer than 8 characters is not a token, and masking it would hide ordinary words. */
  readonly add: (token: string) => void;
  readonly all: () => readonly string[];
  /** Returns the text with every secret replaced. */
  readonly masked: (text: string) => string;
}

/** In characters. */
const shortest = 8;

/** Creates the list of secrets of a connection or of a run. `onDerived` receives each derived token once. */
export function createSecrets(
  credentials: readonly string[],
  onDerived: (token: string) => void = () => undefined,
): Secrets {
  const known = new Set(credentials.filter((credential) => credential !== ""));
  return {
    add(token) {
      if (token.length < shortest || known.has(token)) return;
      known.add(token);
      onDerived(token);
    },
    all: () => [...known],
    masked: (text) => [...known].reduce((rest, secret) => rest.replaceAll(secret, "[secret]"), text),
  };
}

/** The fields of an answer of a token endpoint that hold a token: RFC 6749, RFC 8693, and Google's and GitHub's own. */
const tokenFields = [
  "access_token",
  "accessToken",
  "id_token",
  "refresh_token",
  "assertion",
  "signedJwt",
  "value",
  "token",
];

/** Adds the tokens in an answer of a token endpoint. */
export function addTokensOf(answer: unknown, secrets: Pick<Secrets, "add">): void {
  if (typeof answer !== "object" || answer === null) return;
  const fields = answer as Readonly<Record<string, unknown>>;
  for (const name of tokenFields) {
    const value = fields[name];
    if (typeof value === "string") secrets.add(value);
  }
}

/** Adds the token of an `Authorization` header, without its scheme. */
export function addTokenOfHeader(header: string | null | undefined, secrets: Pick<Secrets, "add">): void {
  const token = /^(?:Bearer|DPoP|SSWS) (\S+)$/i.exec(header ?? "")?.[1];
  if (token !== undefined) secrets.add(token);
}
