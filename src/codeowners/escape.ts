/**
 * A path as a CODEOWNERS pattern that matches it and nothing beside it; with `/` at the end, everything below a folder. Null
 * where CODEOWNERS has no sure way to write one of its characters: no such path is loaded, and it would rest with root owners.
 */
export function patternOf(path: string): string | null {
  return /^[\w.~/ @+,=:-]+$/.test(path) && !path.includes("//") ? `/${path.replaceAll(" ", "\\ ")}` : null;
}
