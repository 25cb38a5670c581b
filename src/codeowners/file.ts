/** Where the one CODEOWNERS file stands, from the repository's top. */
export const codeownersFile = ".github/CODEOWNERS";

/** Other places GitHub looks in, after `.github/`: a file there waits to take over (threat G3). */
export const otherCodeownersFiles: readonly string[] = ["CODEOWNERS", "docs/CODEOWNERS"];

/**
 * Bytes that a CODEOWNERS file must stay under: GitHub loads no file of 3 MB or more, and then nobody owns anything
 * (https://docs.github.com/articles/about-code-owners, "CODEOWNERS file size"). Read as the smaller megabyte, to be safe.
 */
export const codeownersSizeLimit = 3_000_000;

/** The UTF-8 length of a text, in bytes. */
export const bytesIn = (text: string): number => new TextEncoder().encode(text).length;
