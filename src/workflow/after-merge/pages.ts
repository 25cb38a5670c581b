import type { CodePage } from "../../diagnostics/code.ts";

/** `unattended/*`: reasons why an apply after the merge is refused. */
export const unattendedPages = {
  "unattended/not-the-tip": {
    title: "The commit of the run is not the tip of the protected branch.",
    why: "An older commit would restore access that was removed later.",
    next: "Start the run again from the tip of the branch.",
  },
  "unattended/not-protected": {
    title: "The branch accepts pushes without a pull request.",
    why: "A person who can push could give access without a review.",
    next: "Protect the branch. `rolecall doctor` names the settings.",
  },
  "unattended/frozen": {
    title: "Unattended runs are frozen.",
    why: "A freeze stops all writes during an investigation.",
    next: "Ask the person who set the freeze, and delete `refs/rolecall/freeze` from the remote when it is safe.",
  },
  "unattended/broken-history": {
    title: "The branch does not descend from the last applied commit.",
    why: "A rewritten branch can add access without a review, or restore removed access.",
    next: "Find the cause of the rewrite and restore the applied commit. Use a clone with the complete history.",
  },
  "unattended/no-start": {
    title: "The last applied commit is not known.",
    why: "The run must know the changes since that commit to check their approvals.",
    next: "Name the commit once with `--last-applied`. If there were earlier runs, find their journal.",
  },
  "unattended/journal": {
    title: "The journal of the earlier runs is not valid.",
    why: "The journal records the last applied commit. A modified journal could make changes look approved.",
    next: "Compare the journal with the history of its branch, and find the person who changed it.",
  },
  "unattended/guard": {
    title: "A guard blocks the plan of the run.",
    why: "No person watches an unattended run to notice that a wrong file or an incomplete read removes access.",
    next: "Split the change. If it is intended, ask the root owners to add a file under access/overrides/.",
  },
  "unattended/base-invalid": {
    title: "The files of the last applied commit have errors.",
    why: "The changes since that commit, and the approvals they need, cannot be determined.",
    next: "Name a commit with valid files with `--last-applied`, and start a new journal.",
  },
} satisfies Readonly<Record<string, CodePage>>;

declare module "../../diagnostics/code.ts" {
  interface CodesByFolder {
    readonly unattended: keyof typeof unattendedPages;
  }
}
