/** What a path says about the document in it: the values that its kind's pattern names, for example a grant's `user`. */
export type PathNames = Readonly<Record<string, string>>;

/** Matches a path below `access/` against a pattern; undefined where it does not match. */
export type PathMatcher = (path: string) => PathNames | undefined;

/**
 * Compiles a path pattern. `<name>` stands for one folder, or for the file's name without its ending, and gives its value that
 * name; `**` followed by `/` stands for any number of folders, also none.
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

/** The first folder of a pattern with `/` at its end, or the file itself where it stands in no folder. */
export function topOf(pattern: string): string {
  const slash = pattern.indexOf("/");
  return slash < 0 ? pattern : pattern.slice(0, slash + 1);
}

/** The folder of a pattern's files once all of its folders are named, with `/` at its end. */
export function folderIn(pattern: string, names: PathNames): string {
  const folder = pattern.slice(0, pattern.lastIndexOf("/") + 1);
  return folder.replaceAll(/<(\w+)>/g, (written, name: string) => names[name] ?? written);
}
