import type { CodePage } from "../diagnostics/code.ts";

/** The pages of `codeowners/*`: the code owners whose review GitHub requires. */
export const codeownersPages = {
  "codeowners/differs": {
    title: "CODEOWNERS differs from the text generated from access/.",
    why: "CODEOWNERS determines the reviewers. With a manually changed line, a change can bypass its owners.",
    next: "Run `rolecall codeowners --write`, and change owners only in the files under access/.",
  },
  "codeowners/missing": {
    title: "The CODEOWNERS file is missing.",
    why: "Without CODEOWNERS, GitHub does not request a review from specific owners.",
    next: "Run `rolecall codeowners --write` and commit the file.",
  },
  "codeowners/second-file": {
    title: "There is a second CODEOWNERS file.",
    why: "GitHub reads only the first file: in .github/, at the root, or in docs/. A second file could replace it.",
    next: "Remove the second file and keep .github/CODEOWNERS.",
  },
  "codeowners/unsupported-syntax": {
    title: "A line of CODEOWNERS uses syntax that GitHub does not support.",
    why: "GitHub silently skips such a line, and an earlier line or no line applies.",
    next: "Run `rolecall codeowners --write` to generate the file again.",
  },
  "codeowners/invalid-owner": {
    title: "A line of CODEOWNERS names an owner that is not a valid account, team or email address.",
    why: "GitHub skips the complete line, including its valid owners.",
    next: "Run `rolecall codeowners --write` to generate the file again.",
  },
  "codeowners/ownerless-line": {
    title: "A line of CODEOWNERS does not name an owner.",
    why: "The line removes ownership: files that it matches can be changed without a code owner review.",
    next: "Run `rolecall codeowners --write` to generate the file again.",
  },
  "codeowners/duplicate-pattern": {
    title: "Two lines of CODEOWNERS have the same pattern.",
    why: "Only the last of them counts, while a reader may trust the first.",
    next: "Run `rolecall codeowners --write` to generate the file again.",
  },
  "codeowners/unowned-path": {
    title: "A path that determines access does not have an owner.",
    why: "Files under access/, schemas/ and .github/ could be changed without an owner's review.",
    next: "Run `rolecall codeowners --write` to generate the file again.",
  },
  "codeowners/too-large": {
    title: "CODEOWNERS is too large for GitHub.",
    why: "GitHub ignores a file of 3 MB or more, and then no path has an owner.",
    next: "Retire unused roles and entitlements, or split the organization into several repositories.",
  },
  "codeowners/people-left-out": {
    title: "CODEOWNERS has no lines for users, because it would be too large with them.",
    why: "Root owners review user files instead of the managers.",
    next: "No action needed: the required approvals stay the same.",
  },
  "codeowners/unreachable-owner": {
    title: "An owner cannot be named in CODEOWNERS.",
    why: "Only active users with a pinned GitHub account can be named. Root owners review instead.",
    next: "Add `github: { login, id }` to the owner's file, or name another owner or a team.",
  },
  "codeowners/no-root-owner": {
    title: "No root owner can be named in CODEOWNERS.",
    why: "Root owners own all paths without another owner. Without them, such paths would not have an owner.",
    next: "Add a team to `rootOwners` of access/rolecall.yaml, or an active user with a pinned account.",
  },
} satisfies Readonly<Record<string, CodePage>>;

declare module "../diagnostics/code.ts" {
  interface CodesByFolder {
    readonly codeowners: keyof typeof codeownersPages;
  }
}
