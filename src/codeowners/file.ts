/** The path of the CODEOWNERS file, from the root of the repository. */
export const codeownersFile = ".github/CODEOWNERS";

/** Other paths that GitHub reads if `.github/CODEOWNERS` does not exist: a file there could replace it (threat G3). */
export const otherCodeownersFiles: readonly string[] = ["CODEOWNERS", "docs/CODEOWNERS"];

/**
 * The size limit of a CODEOWNERS file, in bytes. GitHub does not load a file of 3 MB or more, and then no path has an owner
 * (https://docs.github.com/articles/about-code-owners, "CODEOWNERS file size"). One MB is taken as 10^6 bytes, to be safe.
 */
export const codeownersSizeLimit = 3_000_000;

/** Returns the UTF-8 length of a text, in bytes. */
export const bytesIn = (text: string): number => new TextEncoder().encode(text).length;
