import type { CodePage } from "../diagnostics/code.ts";

/** `codeowners/*`: problems of the CODEOWNERS file. */
export const codeownersPages = {
  "codeowners/differs": {
    title: "CODEOWNERS does not match the files under access/.",
    why: "GitHub requests reviews from the owners in CODEOWNERS. A manual edit can bypass the real owners.",
    next: "Run `rolecall codeowners --write`, and change owners in the files under access/.",
  },
  "codeowners/missing": {
    title: "The CODEOWNERS file is missing.",
    why: "Without the file GitHub does not request reviews from the owners.",
    next: "Run `rolecall codeowners --write` and commit the file.",
  },
  "codeowners/second-file": {
    title: "A second CODEOWNERS file exists.",
    why: "GitHub uses the first file that it finds in .github/, the root folder and docs/, in this order.",
    next: "Remove the second file. Only .github/CODEOWNERS counts.",
  },
  "codeowners/unsupported-syntax": {
    title: "A line of CODEOWNERS has syntax that GitHub does not support.",
    why: "GitHub skips the line without a warning, so an earlier line or no line applies.",
    next: "Run `rolecall codeowners --write` to write the file again.",
  },
  "codeowners/invalid-owner": {
    title: "A line of CODEOWNERS has an owner that is not an account, team or email address.",
    why: "GitHub skips the complete line, with its valid owners.",
    next: "Run `rolecall codeowners --write` to write the file again.",
  },
  "codeowners/ownerless-line": {
    title: "A line of CODEOWNERS has no owner.",
    why: "The line removes the owners of all paths that it matches, so those paths can change without an owner's review.",
    next: "Run `rolecall codeowners --write` to write the file again.",
  },
  "codeowners/duplicate-pattern": {
    title: "Two lines of CODEOWNERS have the same pattern.",
    why: "Only the last line counts, but a reader may rely on the first one.",
    next: "Run `rolecall codeowners --write` to write the file again.",
  },
  "codeowners/unowned-path": {
    title: "A path that controls access has no owner.",
    why: "Files under access/, schemas/ and .github/ could change without an owner's review.",
    next: "Run `rolecall codeowners --write` to write the file again.",
  },
  "codeowners/too-large": {
    title: "CODEOWNERS is too large for GitHub.",
    why: "GitHub does not read a file of 3 MB or more, and then no path has an owner.",
    next: "Remove roles and entitlements that are not needed, or split the organization into several repositories.",
  },
  "codeowners/people-left-out": {
    title: "CODEOWNERS has no lines for user files, because it would be too large with them.",
    why: "Root owners review user files instead of the managers.",
    next: "No action needed: the required approvals do not change.",
  },
  "codeowners/unreachable-owner": {
    title: "An owner cannot be listed in CODEOWNERS.",
    why: "Only active users with a pinned account can review. Root owners review instead.",
    next: "Add `github: { login, id }` to the owner's user file, or name another owner or a team.",
  },
  "codeowners/no-root-owner": {
    title: "No root owner can be listed in CODEOWNERS.",
    why: "Root owners own every path without another owner. Without them those paths have no owner.",
    next: "Add a team, or an active user with a pinned account, to `rootOwners` in access/rolecall.yaml.",
  },
} satisfies Readonly<Record<string, CodePage>>;

declare module "../diagnostics/code.ts" {
  interface CodesByFolder {
    readonly codeowners: keyof typeof codeownersPages;
  }
}
