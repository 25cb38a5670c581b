/**
 * Returns a CODEOWNERS pattern that matches only this path; with `/` at the end, everything below a folder. Returns null if
 * CODEOWNERS has no reliable way to write one of its characters: no such path is loaded, and root owners would own it.
 */
export function patternOf(path: string): string | null {
  return /^[\w.~/ @+,=:-]+$/.test(path) && !path.includes("//") ? `/${path.replaceAll(" ", "\\ ")}` : null;
}
