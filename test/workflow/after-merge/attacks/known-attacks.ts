import type { Guard, Guarded, TestPlace } from "../../../guards/guarded.ts";

const here = "test/workflow/after-merge/attacks";
const bypass = "test/approval/bypass/bypass.test.ts";

/** A run that believes the files at the tip of the branch, whoever approved them. */
const believesTheTip: Guard = {
  file: "src/workflow/after-merge/prepare.ts",
  from: "const side = sideOf(approved);",
  to: "const side = sideOf(tip ?? approved); tip = null;",
};
const ignoresEarlierVersions: Guard = {
  file: "src/journal/verify-signed.ts",
  from: "if (lost !== null) return refused(lost, end);",
  to: "",
};
const believesStrangers: Guard = {
  file: "src/journal/verify-signed.ts",
  from: "if (!isSignedBy(publicKeys, record, prev)) {",
  to: "if (isSignedBy([], record, prev)) {",
};
const digestWithoutContent: Guard = {
  file: "src/plan/change.ts",
  from: "const writtenChanges = base === null ? [] : writtenChangesBetween(base.written, head.written);",
  to: "const writtenChanges = [];",
};
const reviews = "src/approval/judging/reviews.ts";
const stale = 'if (seen.kind === "other-content" || seen.digest !== digest)';
const withoutContainmentLane: Guard = {
  file: "src/workflow/after-merge/containment/contain-leavers.ts",
  from: "const due = dueNow(all, {",
  to: "const due = dueNow([], {",
};

/** Any blocking guard refuses the plan as a whole. */
const stopsAtAnyDoubt: Guard = {
  file: "src/workflow/after-merge/prepare.ts",
  from: "const refusal = refusalOf(held.plan.operations.length === 0 ? split.plan : held.plan);",
  to: 'const refusal = split.plan.guards.some(({ blocked }) => blocked) ? { message: "A guard blocks." } : null;',
};
/** What Okta cannot suspend is not contained. */
const suspendsOnly: Guard = {
  file: "src/plan/operations/account-operations.ts",
  from: 'return mayDeactivateInstead(desired, view) ? "account.deactivate" : "refused";',
  to: 'return "refused";',
};
/** The address of a user that leads to another user's account is a doubt. */
const doubtsAliases: Guard = {
  file: "src/plan/match/identity-refusals.ts",
  from: "    }),\n    blocked: false,\n  };\n}\n\n/** Reports an archived account",
  to: "    }),\n    blocked: true,\n  };\n}\n\n/** Reports an archived account",
};
/** One group that is not read makes its system unreadable. */
const groupHidesSystem: Guard = {
  file: "src/providers/google/observe.ts",
  from: "const isCut = scope.allGroups === true && unknown.length > 0;",
  to: "const isCut = unknown.length > 0;",
};
/** What a hand undid at the provider is drift, also for a leaver. */
const repairsNoLeaver: Guard = {
  file: "src/workflow/after-merge/prepare.ts",
  from: "isKeptOut: keptOutIn(met.model, at),",
  to: "isKeptOut: () => false,",
};

/** Every attack and mishap that is known to have worked against an unattended apply. */
export const knownAttacks: readonly Guarded[] = [
  {
    name: "Journal: a forged pair of records, appended by fast-forward",
    tests: [[`${here}/journal.test.ts`, "forged records are appended"]],
    guards: [
      [
        {
          file: "src/journal/verify-signed.ts",
          from: "if (isCrash) return { believed, unsigned, problem: null };",
          to: "return { believed: believedIn(lines), unsigned, problem: null };",
        },
      ],
    ],
  },
  {
    name: "Journal: a garbage line",
    tests: [[`${here}/journal.test.ts`, "a garbage line is appended"]],
    guards: [
      [
        {
          file: "src/workflow/after-merge/trusted-journal.ts",
          from: "if (reading.problem !== null) return refused(reading.problem.message);",
          to: "",
        },
      ],
    ],
  },
  {
    name: "Journal: emptied, with a chosen start",
    tests: [
      [`${here}/journal.test.ts`, "it is emptied and starts again"],
      [`${here}/journal.test.ts`, "its branch is created from scratch"],
    ],
    guards: [[ignoresEarlierVersions], [believesStrangers]],
  },
  {
    name: "Journal: cut or forked",
    tests: [
      [`${here}/journal.test.ts`, "it is cut"],
      [`${here}/journal.test.ts`, "it is forked"],
    ],
    guards: [[ignoresEarlierVersions]],
  },
  {
    name: "Journal: of another branch or repository",
    tests: [
      [`${here}/journal.test.ts`, "it is replaced by that of another bra"],
      [`${here}/journal.test.ts`, "it is replaced by that of another rep"],
    ],
    guards: [
      [
        {
          file: "src/journal/verify-signed.ts",
          from: "if (foreign !== null) return refused(foreign, end);",
          to: "",
        },
      ],
    ],
  },
  {
    name: "Journal: missing",
    tests: [[`${here}/journal.test.ts`, "where the journal is missing, until its keys are approved again"]],
    guards: [
      [
        {
          file: "src/workflow/after-merge/start-of-run.ts",
          from: "if (!reading.isMissing) return null;",
          to: "return null;",
        },
      ],
    ],
  },
  {
    name: "Journal: a run that was paused writes after a newer one",
    tests: [
      ["test/workflow/after-merge/lease.test.ts", "sends no write after a newer run has finished while it was paused"],
    ],
    guards: [
      [
        {
          file: "src/journal/branch-journal.ts",
          from: "if (pushed === null) throw await superseded();",
          to: "if (pushed === null) return;",
        },
      ],
    ],
  },
  {
    name: "Push: renames users and groups",
    tests: [
      [`${here}/unapproved-push.test.ts`, "has no effect where it renames a user"],
      [`${here}/unapproved-push.test.ts`, "has no effect where it renames a group"],
    ],
    guards: [[believesTheTip]],
  },
  {
    name: "Push: puts off an end",
    tests: [
      [`${here}/unapproved-push.test.ts`, "has no effect where it puts off the end of a grant"],
      [`${here}/unapproved-push.test.ts`, "has no effect where it puts off the end of an emp"],
    ],
    guards: [[believesTheTip]],
  },
  {
    name: "Push: settings before a leaver's end",
    tests: [
      [`${here}/unapproved-push.test.ts`, "has no effect where it sets a system to observe"],
      [`${here}/unapproved-push.test.ts`, "has no effect where it adds the leaver to the protected"],
      [`${here}/unapproved-push.test.ts`, "has no effect where it removes the file of a"],
      [`${here}/unapproved-push.test.ts`, "has no effect where it sets the guards to zero"],
      [`${here}/unapproved-push.test.ts`, "has no effect where it raises a guard"],
      [`${here}/unapproved-push.test.ts`, "has no effect where it adds an override"],
    ],
    guards: [[believesTheTip]],
  },
  {
    name: "Push: the address behind an approved start",
    tests: [[`${here}/unapproved-push.test.ts`, "has no effect where it changes the address behind an"]],
    guards: [[believesTheTip]],
  },
  {
    name: "Push: orgUrl",
    tests: [
      [`${here}/tenant.test.ts`, "sends no request to a host that only a direct push names"],
      ["test/cli/tenant.test.ts", "is the one of the base in a plan of a change: a changed orgUrl gets no request"],
    ],
    guards: [
      [believesTheTip],
      [
        {
          file: "src/workflow/base-connections.ts",
          from: "connection: known.get(system.id)?.connection ?? system.connection,",
          to: "",
        },
      ],
    ],
  },
  {
    name: "Push: a loss that stays after the push is undone",
    tests: [[`${here}/given-back.test.ts`, "comes back in"]],
    guards: [
      [
        {
          file: "src/workflow/after-merge/converge.ts",
          from: "taken: takenSince(trusted.reading.believed, branch),",
          to: "",
        },
      ],
    ],
  },
  {
    name: "Push: a typo fix in README",
    tests: [[`${here}/unapproved-push.test.ts`, "does not stop it where it mends a README"]],
    guards: [
      [
        {
          file: "src/git/content-between.ts",
          from: 'if (!path.startsWith(access)) return !path.endsWith(".md");',
          to: "if (!path.startsWith(access)) return true;",
        },
        {
          file: "src/approval/needs/files.ts",
          from: ".filter((file) => !answered.has(file) && !isText(file))",
          to: ".filter((file) => !answered.has(file))",
        },
      ],
    ],
  },
  {
    name: "Push: a stray commit, ratified",
    tests: [
      [
        "test/cli/ratify.test.ts",
        "opens a pull request whose approvals cover a direct push, so that its gains are applied",
      ],
    ],
    guards: [
      [
        {
          file: "src/approval/approved-state.ts",
          from: "if (verdict !== null && !verdict.approved) continue;",
          to: "if (verdict !== null && !verdict.approved) break;",
        },
      ],
    ],
  },
  {
    name: "After the approval: limits, titles, descriptions, rate",
    tests: [
      [`${here}/unapproved-push.test.ts`, "voids the approval where it changes"],
      ["test/approval/bypass/content.test.ts", "voids the approval: "],
    ],
    guards: [
      [digestWithoutContent],
      [{ file: reviews, from: stale, to: "if (seen.digest !== digest)" }],
      [{ file: reviews, from: stale, to: 'if (seen.kind === "other-content")' }],
    ],
  },
  {
    name: "Availability: a disturbance of the observed world or the journal",
    tests: [[`${here}/availability.test.ts`, "contains the leaver within one run despite"]],
    guards: [
      [withoutContainmentLane],
      [withoutContainmentLane, stopsAtAnyDoubt, repairsNoLeaver],
      [withoutContainmentLane, stopsAtAnyDoubt, doubtsAliases],
      [withoutContainmentLane, groupHidesSystem],
      [suspendsOnly],
    ],
  },
  {
    name: "Availability: the plan check of a termination",
    tests: [["test/cli/base.test.ts", "passes for the termination of a user with live access"]],
    guards: [
      [
        {
          file: "src/plan/resolved-findings.ts",
          from: "if (own.length === 0 || !isResolved) return finding;",
          to: "return finding;",
        },
      ],
    ],
  },
  {
    name: "Availability: a freeze that a ruleset cannot protect",
    tests: [
      [
        "test/workflow/after-merge/refusals.test.ts",
        "ignores a ref outside the branches, which a ruleset cannot protect",
      ],
    ],
    guards: [
      [
        {
          file: "src/workflow/after-merge/freeze.ts",
          from: "const freezeRef = `refs/heads/${freezeBranchName}`;",
          to: 'const freezeRef = "refs/rolecall/freeze";',
        },
      ],
    ],
  },
  {
    name: "Availability: a freeze",
    tests: [[`${here}/freeze.test.ts`, "stops everything but containment, names author and reason"]],
    guards: [
      [
        {
          file: "src/workflow/after-merge/apply-after-merge.ts",
          from: "const { states, earlier, trusted } = start;",
          to: "const { states, earlier, trusted } = start; if (start.stop !== null) throw start.stop;",
        },
      ],
    ],
  },
  {
    name: "Availability: an account that the security team closed",
    tests: [
      [`${here}/suspended-by-security.test.ts`, "after its user returned stays suspended"],
      [`${here}/suspended-by-security.test.ts`, "stays suspended although the commit"],
      [`${here}/suspended-by-security.test.ts`, "stays deactivated, and is reported"],
    ],
    guards: [
      [
        {
          file: "src/plan/operations/held-state.ts",
          from: "return isOurs(scene) || view.desired.system.repair.includes(state.undo) ? null : state.held;",
          to: "return null;",
        },
      ],
      [
        {
          file: "src/plan/operations/held-state.ts",
          from: "&& context.opened?.has(key) !== true",
          to: "",
        },
      ],
    ],
  },
  {
    name: "Identity: the mailbox of a holder of critical access",
    tests: [[`${here}/approvals.test.ts`, "does not redirect it with the approval of the manager alone"]],
    guards: [
      [
        {
          file: "src/approval/needs/account-paths.ts",
          from: "if (refs.length === 0) return [];",
          to: "return [];",
        },
      ],
    ],
  },
  {
    name: "Identity: number and login of a leaver changed at the provider",
    tests: [[`${here}/identity.test.ts`, "under another number and login, by the ids that the journal knows"]],
    guards: [
      [
        {
          file: "src/plan/containment/keys.ts",
          from: ".filter((id) => !ids.has(id))",
          to: ".filter(() => false)",
        },
      ],
    ],
  },
  {
    name: "Identity: a contained leaver let in again by hand",
    tests: [[`${here}/identity.test.ts`, "who was let in again by hand is found"]],
    guards: [[withoutContainmentLane]],
  },
  {
    name: "Approvals: co-authors, so that the fallback decides",
    tests: [[`${here}/approvals.test.ts`, "is withheld where a line of the message names the manager and the owner"]],
    guards: [
      [
        {
          file: "src/approval/judging/assign-stages.ts",
          from: "if (mayApprove(account)) accounts.add(account);",
          to: "if (mayApprove(account) && claimAgainst(account) === null) accounts.add(account);",
        },
      ],
    ],
  },
  {
    name: "Approvals: a check earned on a branch with own policies",
    tests: [["test/workflow/review/base.test.ts", "is not published: a pull request into that branch is refused"]],
    guards: [
      [
        {
          file: "src/workflow/review/pull-request.ts",
          from: "if (base.branch === branch) return;",
          to: "return;",
        },
      ],
    ],
  },
];

/** Tables of scenarios of the pure judge about the same attacks. */
export const knownTables: readonly TestPlace[] = [
  ["test/approval/bypass/accounts.ts", "redirections: readonly Bypass[]"],
  ["test/approval/bypass/accounts.ts", "claims: readonly Bypass[]"],
  [bypass, "refused although each differs by one edit from an accepted pull request"],
  [`${here}/given-back.test.ts`, "stays drift where a hand takes it at the provider"],
];
