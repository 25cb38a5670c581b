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
    why: "A freeze stops all writes except containment while an incident is investigated.",
    next: "Ask the author of the last commit on the branch `rolecall-freeze`, and run `rolecall unfreeze` when runs are safe again.",
  },
  "unattended/broken-history": {
    title: "The branch does not descend from the commit that was applied last.",
    why: "A rewritten branch can contain unreviewed access or restore removed access.",
    next: "Find out who rewrote the branch and restore the applied commit. Use a clone with the complete history (fetch-depth: 0).",
  },
  "unattended/no-start": {
    title: "No commit of the branch declares a journal key.",
    why: "The approved history begins with the first commit that declares one. Without it, nothing shows what was approved.",
    next: "Add `journal.publicKeys` to access/rolecall.yaml, and set the secret ROLECALL_JOURNAL_KEY of the apply environment.",
  },
  "unattended/journal": {
    title: "The journal of the earlier runs cannot be trusted.",
    why: "The journal records the progress of earlier runs. Records of a stranger, a cut, emptied or forked journal, or the journal of another repository could make a change look approved.",
    next: "Restore the last version on its branch that `rolecall journal` verifies, and find out who changed it.",
  },
  "unattended/journal-key": {
    title: "The run cannot sign the journal.",
    why: "Unsigned records prove nothing, so the next run would not believe them.",
    next: "Set the secret ROLECALL_JOURNAL_KEY to the private half of the first key in `journal.publicKeys`.",
  },
  "unattended/lease": {
    title: "Another run may write, so this run does not.",
    why: "Two runs that write at the same time could restore access that one of them removed. A run holds a lease of five minutes, which it continues while it writes. A run that stopped without releasing its lease blocks other runs until the lease ends.",
    next: "Start the run again after the other run has finished or its lease has ended.",
  },
  "unattended/interrupted": {
    title: "A signal or the deadline stopped the run after containment.",
    why: "The run had contained users who must be kept out, and had not begun another write. Reading a provider that does not answer could outlast the job.",
    next: "Start the run again: it plans what is left. If the deadline stopped it, check that the providers answer, or set a longer `--deadline`.",
  },
  "unattended/guard": {
    title: "A guard blocks the plan of the run.",
    why: "An unattended run has no reviewer who would notice that a wrong file or an incomplete read removes much access.",
    next: "Split the change. If it is intended, add a file under access/overrides/ that root owners approve.",
  },
  "unattended/base-invalid": {
    title: "The files of the commit that was applied last have errors now.",
    why: "The changes since that commit are unknown, so the required approvals are unknown.",
    next: "Run the version of Rolecall that applied the commit, and correct the files with it first.",
  },
} satisfies Readonly<Record<string, CodePage>>;

declare module "../../diagnostics/code.ts" {
  interface CodesByFolder {
    readonly unattended: keyof typeof unattendedPages;
  }
}
