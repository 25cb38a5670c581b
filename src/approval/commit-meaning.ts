/**
 * What a reviewed commit would mean for the base branch, computed from git. `same-content`: the files that the digest does
 * not cover (workflows, code, policy tests) are byte for byte those that would be merged. `other-content`: they are not, so
 * an equal digest does not make the review one of this change. `unreadable`: git does not have the commit, or its files
 * have errors.
 */
export type CommitMeaning =
  { readonly kind: "same-content" | "other-content"; readonly digest: string } | { readonly kind: "unreadable" };
