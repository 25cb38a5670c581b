/** Arguments of `git diff` that list each path on its own, whatever the settings of the repository would omit or convert. */
export const completeDiff: readonly string[] = [
  "--no-renames",
  "--no-relative",
  "--ignore-submodules=none",
  "--no-ext-diff",
  "--no-textconv",
  "-z",
];
