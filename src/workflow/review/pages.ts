import type { CodePage } from "../../diagnostics/code.ts";

/** `pull-request/*`: reasons not to judge a pull request. */
export const pullRequestPages = {
  "pull-request/other-base": {
    title: "The pull request merges into a branch other than the protected one.",
    why: "The base branch supplies the policies, owners and teams of the approvals. Everyone with write access can create a branch with its own, and GitHub counts a check for the commit, whatever pull request it was earned for.",
    next: "Change the base branch of the pull request to the protected branch, and push or review again.",
  },
} satisfies Readonly<Record<string, CodePage>>;

declare module "../../diagnostics/code.ts" {
  interface CodesByFolder {
    readonly pullRequest: keyof typeof pullRequestPages;
  }
}
