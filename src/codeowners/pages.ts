import type { CodePage } from "../diagnostics/code.ts";

/** `codeowners/*`: whom GitHub asks for a review. */
export const codeownersPages = {
  "codeowners/differs": {
    title: "CODEOWNERS is not what the files under access/ give.",
    why: "Whoever it names is asked for a review; a line changed by hand can send a change past its owners.",
    next: "Write it anew with `rolecall codeowners --write`, and change owners in the files under access/.",
  },
  "codeowners/missing": {
    title: "There is no CODEOWNERS file.",
    why: "Without it the forge asks nobody in particular for a review.",
    next: "Write it with `rolecall codeowners --write` and commit it.",
  },
  "codeowners/second-file": {
    title: "There is a second CODEOWNERS file.",
    why: "The forge reads the first it finds: in .github/, at the top, in docs/. Another one waits to take over.",
    next: "Remove it; .github/CODEOWNERS is the one that counts.",
  },
  "codeowners/unsupported-syntax": {
    title: "A line of CODEOWNERS uses syntax that the forge does not know.",
    why: "The forge skips such a line without a word, and an earlier line, or none, decides.",
    next: "Write the file anew with `rolecall codeowners --write`.",
  },
  "codeowners/invalid-owner": {
    title: "A line of CODEOWNERS names something that is no account, team or address.",
    why: "The forge skips the whole line, its good owners too.",
    next: "Write the file anew with `rolecall codeowners --write`.",
  },
  "codeowners/ownerless-line": {
    title: "A line of CODEOWNERS has no owner.",
    why: "It takes ownership away: whatever it matches can be changed without an owner's review.",
    next: "Write the file anew with `rolecall codeowners --write`.",
  },
  "codeowners/duplicate-pattern": {
    title: "Two lines of CODEOWNERS have the same pattern.",
    why: "Only the last of them counts, while a reader may trust the first.",
    next: "Write the file anew with `rolecall codeowners --write`.",
  },
  "codeowners/unowned-path": {
    title: "A path that decides about access has no owner.",
    why: "Files under access/, schemas/ and .github/ could be changed without an owner's review.",
    next: "Write the file anew with `rolecall codeowners --write`.",
  },
  "codeowners/too-large": {
    title: "CODEOWNERS is too large for the forge.",
    why: "GitHub does not read a file of 3 MB or more, and then nobody owns anything.",
    next: "Retire roles and entitlements that nobody needs, or split the organization over more than one repository.",
  },
  "codeowners/people-left-out": {
    title: "CODEOWNERS has no lines for users, because it would be too large with them.",
    why: "Root owners are asked to review users' files in their managers' place.",
    next: "Nothing has to be done: who must approve is judged as before.",
  },
  "codeowners/unreachable-owner": {
    title: "An owner cannot be named in CODEOWNERS.",
    why: "Only active people with a pinned account count as reviewers; root owners are asked in their place.",
    next: "Add `github: { login, id }` to the owner's file, or name another owner or a team.",
  },
  "codeowners/no-root-owner": {
    title: "No root owner can be named in CODEOWNERS.",
    why: "Root owners answer for everything that nobody else owns; without them paths would have no owner.",
    next: "Name a team in `rootOwners` of access/rolecall.yaml, or an active person with a pinned account.",
  },
} satisfies Readonly<Record<string, CodePage>>;

declare module "../diagnostics/code.ts" {
  interface CodesByFolder {
    readonly codeowners: keyof typeof codeownersPages;
  }
}
