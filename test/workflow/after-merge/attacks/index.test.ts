import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";

const here = "test/workflow/after-merge/attacks";

/** Where each known attack and mishap is tested, as a file and a text of the test or of its row in a table. */
const tests: Readonly<Record<string, readonly (readonly [file: string, text: string])[]>> = {
  "Journal: a forged pair of records, appended by fast-forward": [
    [`${here}/journal.test.ts`, "forged records are appended"],
  ],
  "Journal: a garbage line": [[`${here}/journal.test.ts`, "a garbage line is appended"]],
  "Journal: emptied, with a chosen start": [
    [`${here}/journal.test.ts`, "it is emptied and starts again with a stranger's key"],
    [`${here}/journal.test.ts`, "its branch is created from scratch with a stranger's key"],
  ],
  "Journal: cut or forked": [
    [`${here}/journal.test.ts`, "it is cut"],
    [`${here}/journal.test.ts`, "it is forked"],
  ],
  "Journal: of another branch or repository": [
    [`${here}/journal.test.ts`, "it is replaced by that of another branch"],
    [`${here}/journal.test.ts`, "it is replaced by that of another repository"],
  ],
  "Journal: missing": [[`${here}/journal.test.ts`, "where the journal is missing, until its keys are approved again"]],
  "Journal: a run that was paused writes after a newer one": [
    ["test/workflow/after-merge/lease.test.ts", "sends no write after a newer run has finished while it was paused"],
  ],
  "Push: renames users and groups": [
    [`${here}/unapproved-push.test.ts`, "renames a user"],
    [`${here}/unapproved-push.test.ts`, "renames a group"],
  ],
  "Push: puts off an end": [
    [`${here}/unapproved-push.test.ts`, "puts off the end of a grant"],
    [`${here}/unapproved-push.test.ts`, "puts off the end of an employment"],
  ],
  "Push: settings before a leaver's end": [
    [`${here}/unapproved-push.test.ts`, "sets a system to observe"],
    [`${here}/unapproved-push.test.ts`, "adds the leaver to the protected users"],
    [`${here}/unapproved-push.test.ts`, "removes the file of a system"],
    [`${here}/unapproved-push.test.ts`, "sets the guards to zero"],
    [`${here}/unapproved-push.test.ts`, "raises a guard"],
    [`${here}/unapproved-push.test.ts`, "adds an override"],
  ],
  "Push: the address behind an approved start": [
    [`${here}/unapproved-push.test.ts`, "changes the address behind an approved start"],
  ],
  "Push: orgUrl": [
    [`${here}/tenant.test.ts`, "sends no request to a host that only a direct push names"],
    ["test/cli/tenant.test.ts", "is the one of the base in a plan of a change: a changed orgUrl gets no request"],
  ],
  "Push: a loss that stays after the push is undone": [
    [`${here}/given-back.test.ts`, "comes back in the first run after $name is given back by pull request"],
    [`${here}/given-back.test.ts`, "stays drift where a hand takes it at the provider"],
  ],
  "Push: a typo fix in README": [[`${here}/unapproved-push.test.ts`, "does not stop it where it mends a README"]],
  "Push: a stray commit, ratified": [
    [
      "test/cli/ratify.test.ts",
      "opens a pull request whose approvals cover a direct push, so that its gains are applied",
    ],
  ],
  "After the approval: limits, titles, descriptions, rate": [
    [`${here}/unapproved-push.test.ts`, "voids the approval where it changes %s: nothing is applied"],
    ["test/approval/bypass/content.test.ts", "voids the approval: $name"],
  ],
  "Availability: a disturbance of the observed world or the journal": [
    [`${here}/availability.test.ts`, "contains the leaver within one run despite ${name}"],
  ],
  "Availability: the plan check of a termination": [
    ["test/cli/base.test.ts", "passes for the termination of a user with live access"],
  ],
  "Availability: a freeze that a ruleset cannot protect": [
    [
      "test/workflow/after-merge/refusals.test.ts",
      "ignores a ref outside the branches, which a ruleset cannot protect",
    ],
  ],
  "Availability: a freeze": [[`${here}/freeze.test.ts`, "stops everything but containment, names author and reason"]],
  "Identity: the mailbox of a holder of critical access": [
    [`${here}/approvals.test.ts`, "does not redirect it with the approval of the manager alone"],
    ["test/approval/bypass/accounts.ts", "redirections: readonly Bypass[]"],
  ],
  "Identity: number and login of a leaver changed at the provider": [
    [`${here}/identity.test.ts`, "under another number and login, by the ids that the journal knows"],
  ],
  "Identity: a contained leaver let in again by hand": [
    [`${here}/identity.test.ts`, "who was let in again by hand is found %s, contained and reported"],
  ],
  "Approvals: co-authors, so that the fallback decides": [
    [`${here}/approvals.test.ts`, "is withheld where a line of the message names the manager and the owner"],
    ["test/approval/bypass/accounts.ts", "claims: readonly Bypass[]"],
  ],
  "Approvals: a check earned on a branch with own policies": [
    ["test/workflow/review/base.test.ts", "a check earned on a branch with the author's own policies"],
  ],
};

describe("each known attack and mishap", () => {
  it.each(Object.entries(tests))("has its test: %s", (_, places) => {
    for (const [file, text] of places) expect(readFileSync(join(process.cwd(), file), "utf8")).toContain(text);
  });
});
