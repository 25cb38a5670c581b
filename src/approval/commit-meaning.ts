/**
 * The effect of a reviewed commit on the base branch, computed from git. `same-content`: the files that the digest does
 * not cover (workflows, CODEOWNERS, code, policy tests) equal those to be merged, byte for byte. `other-content`: they differ, so
 * an equal digest is not sufficient for the review to count. `unreadable`: git does not have the commit, or its files
 * have errors.
 */
export type CommitMeaning =
  { readonly kind: "same-content" | "other-content"; readonly digest: string } | { readonly kind: "unreadable" };
