/** The values that a path has for the names of its kind's pattern, for example a grant's `user`. */
export type PathNames = Readonly<Record<string, string>>;

/** Matches a path below `access/` against a pattern; undefined where it does not match. */
export type PathMatcher = (path: string) => PathNames | undefined;

/**
 * Compiles a path pattern. `<name>` matches one folder, or the file's name without its extension, and captures it under
 * that name; `**` followed by `/` matches any number of folders, including none.
 */
export function pathMatcher(pattern: string): PathMatcher {
  const source = pattern
    .replaceAll(".", "\\.")
    .replaceAll("**/", "(?:[^/]+/)*")
    .replaceAll(/<(\w+)>/g, "(?<$1>[^/]+)");
  const form = new RegExp(`^${source}$`, "u");
  return (path) => {
    const found = form.exec(path);
    return found === null ? undefined : { ...found.groups };
  };
}

/** Returns the first folder of a pattern with a trailing `/`, or the file itself where the pattern has no folder. */
export function topOf(pattern: string): string {
  const slash = pattern.indexOf("/");
  return slash < 0 ? pattern : pattern.slice(0, slash + 1);
}

/** Returns the folder of a pattern with its names replaced by values, with a trailing `/`. */
export function folderIn(pattern: string, names: PathNames): string {
  const folder = pattern.slice(0, pattern.lastIndexOf("/") + 1);
  return folder.replaceAll(/<(\w+)>/g, (written, name: string) => names[name] ?? written);
}
