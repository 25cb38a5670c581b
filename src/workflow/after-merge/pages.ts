import type { CodePage } from "../../diagnostics/code.ts";

/** `unattended/*`: reasons to refuse an apply after the merge. */
export const unattendedPages = {
  "unattended/not-the-tip": {
    title: "The commit of the run is not the tip of the protected branch.",
    why: "An older commit would restore access that was removed since.",
    next: "Start the run again from the tip of the branch.",
  },
  "unattended/not-protected": {
    title: "GitHub allows pushes to the branch without a pull request.",
    why: "A user who can push could grant access without a review.",
    next: "Protect the branch. Run `rolecall doctor` to list the settings.",
  },
  "unattended/frozen": {
    title: "Unattended runs are frozen.",
    why: "A freeze stops all writes while an incident is investigated.",
    next: "Find out who set the freeze, and remove `refs/rolecall/freeze` from the remote when runs are safe again.",
  },
  "unattended/broken-history": {
    title: "The branch does not descend from the commit that was applied last.",
    why: "A rewritten branch can contain unreviewed access or restore removed access.",
    next: "Find out who rewrote the branch and restore the applied commit. Use a clone with the complete history (fetch-depth: 0).",
  },
  "unattended/no-start": {
    title: "The last applied commit is unknown.",
    why: "All changes since that commit need approvals, and without the commit the changes are unknown.",
    next: "Name the commit with `--last-applied` for the first run. If there were earlier runs, restore their journal.",
  },
  "unattended/journal": {
    title: "The journal of the earlier runs cannot be trusted.",
    why: "The journal records the progress of earlier runs. With an altered journal, unapproved changes could count as applied.",
    next: "Compare the journal with the history of its branch, and find out who changed it.",
  },
  "unattended/guard": {
    title: "A guard blocks the plan of the run.",
    why: "An unattended run has no reviewer who would notice that a wrong file or an incomplete read removes much access.",
    next: "Split the change. If it is intended, add a file under access/overrides/ that root owners approve.",
  },
  "unattended/base-invalid": {
    title: "The files of the commit that was applied last have errors now.",
    why: "The changes since that commit are unknown, so the required approvals are unknown.",
    next: "Start a new journal and name a commit without errors with `--last-applied`.",
  },
} satisfies Readonly<Record<string, CodePage>>;

declare module "../../diagnostics/code.ts" {
  interface CodesByFolder {
    readonly unattended: keyof typeof unattendedPages;
  }
}
