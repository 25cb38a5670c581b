import type { CodePage } from "../../diagnostics/code.ts";

/** `unattended/*`: why an apply after the merge is refused. */
export const unattendedPages = {
  "unattended/not-the-tip": {
    title: "The run is of a commit that is not the tip of the protected branch.",
    why: "An older commit would give back access that was taken away since.",
    next: "Start the run again from the tip of the branch.",
  },
  "unattended/not-protected": {
    title: "The branch can be pushed to without a pull request.",
    why: "Whoever can push could give access to anybody, without a review.",
    next: "Protect the branch; `rolecall doctor` names the settings.",
  },
  "unattended/frozen": {
    title: "Somebody froze the runs.",
    why: "The freeze is there so that nothing is written while people look at what went wrong.",
    next: "Ask who set it, and take `refs/rolecall/freeze` off the remote once it is safe.",
  },
  "unattended/broken-history": {
    title: "The branch does not descend from the commit that was applied last.",
    why: "A rewritten branch can bring in access that nobody reviewed, or give back what was taken away.",
    next: "Find out who rewrote the branch and bring the applied commit back; let the clone hold the whole history.",
  },
  "unattended/no-start": {
    title: "It is not known which commit the providers already follow.",
    why: "What changed since then has to be approved, and without a start nothing can be said to have changed.",
    next: "Name that commit with `--last-applied`, once; if there were runs before, look for their journal.",
  },
  "unattended/journal": {
    title: "The journal of the earlier runs cannot be trusted.",
    why: "It says how far they got: an altered journal could have changes taken for approved.",
    next: "Compare it with the history of its branch, and find out who changed it.",
  },
  "unattended/guard": {
    title: "A guard blocks the plan of the run.",
    why: "Nobody sits beside the run who could see that a wrong file or a bad read takes access away in numbers.",
    next: "Split the change; if it is meant, let root owners add a file under access/overrides/.",
  },
  "unattended/base-invalid": {
    title: "The files of the commit that was applied last have errors now.",
    why: "What changed since cannot be said, so nobody can say what has to be approved.",
    next: "Name a commit whose files are right with `--last-applied`, and begin a new journal.",
  },
} satisfies Readonly<Record<string, CodePage>>;

declare module "../../diagnostics/code.ts" {
  interface CodesByFolder {
    readonly unattended: keyof typeof unattendedPages;
  }
}
