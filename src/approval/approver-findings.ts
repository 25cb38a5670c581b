import type { UnlocatedFinding } from "../diagnostics/finding.ts";
import type { AccessModel, Tier } from "../model/documents.ts";
import type { Instant } from "../model/instant.ts";
import { ownerNames } from "../model/owner.ts";
import { appendTo } from "../support/multi-map.ts";
import { counted } from "../support/counted.ts";
import { type ApproverSource, type Concern, fallbackOf, stageOf } from "./approvers.ts";
import { matchPeople } from "./judging/matching.ts";
import type { Approver } from "./need.ts";

/** A stage is judged for a change that concerns no user, so that no approver benefits from it. */
const noConcern: Concern = { users: [], owners: [], beneficiaries: [] };
const rootOwnersPlace = { file: "access/rolecall.yaml", field: ["rootOwners"] } as const;

/**
 * Returns what keeps changes of this tree from being approved: an error where no person or team can approve any change, and
 * a warning where the stages of a tier need more people than can approve. Every stage without an approver of its own goes to
 * the fallback, and at last to the root owners, so that one error covers all stages.
 */
export function approverFindings(model: AccessModel, at: Instant): readonly UnlocatedFinding[] {
  const source: ApproverSource = { base: model, at, leaving: new Set() };
  const root = stageOf(ownerNames(model.organization.rootOwners), noConcern, source);
  if (root.approvers.length === 0)
    return [
      {
        code: "approval/no-approver",
        severity: "error",
        message: `No person or team can approve a change: ${root.unavailable.map(withoutStop).join("; ")}.`,
        remedy:
          "Add `github: { login: …, id: … }` to the file of an active root owner, or add a team and its id under `teams:` to `rootOwners`. `gh api users/LOGIN --jq .id` prints the id of a person.",
        place: rootOwnersPlace,
      },
    ];
  return [...soleRootOwner(root.approvers), ...tooFewPeople(model, source)];
}

function soleRootOwner(approvers: readonly Approver[]): readonly UnlocatedFinding[] {
  const [only, ...others] = approvers;
  if (only?.kind !== "user" || others.length > 0) return [];
  return [
    tooFew(
      `${only.user} is the only approver of policies, systems and the organization, so no person can approve a change that ${only.user} proposes there.`,
    ),
  ];
}

/** Returns one warning for each tier whose stages cannot be served by different people, with the entitlements. */
function tooFewPeople(model: AccessModel, source: ApproverSource): readonly UnlocatedFinding[] {
  const managers = [...new Set([...model.users.values()].flatMap(({ manager }) => manager ?? []))];
  const fallback = fallbackOf(noConcern, source);
  const found = new Map<Tier, string[]>();
  for (const { ref, tier, owners, status } of model.entitlements.values()) {
    const stages = model.approvals.tiers[tier].require;
    if (status === "retired" || stages.length < 2) continue;
    const concern = { ...noConcern, owners };
    const approvers = stages.map((names) => {
      const own = names.flatMap((name) => (name === "manager" ? managers : [name]));
      return [...stageOf(own, concern, source).approvers, ...fallback];
    });
    if (!canServe(approvers)) appendTo(found, tier, ref);
  }
  return [...found].map(([tier, refs]) => {
    const stages = model.approvals.tiers[tier].require.length;
    const listed = refs.length > 3 ? `${refs.slice(0, 3).join(", ")} and ${refs.length - 3} more` : refs.join(", ");
    return tooFew(
      `${counted(refs.length, "entitlement")} of tier ${tier} ${refs.length === 1 ? "needs" : "need"} the approvals of ${stages} different people, and fewer people can give them: ${listed}.`,
    );
  });
}

/** A team may have any number of members, so it serves every stage that names it. */
function canServe(stages: readonly (readonly Approver[])[]): boolean {
  const people = stages
    .filter((approvers) => approvers.every(({ kind }) => kind === "user"))
    .map((approvers) => approvers.flatMap((one) => (one.kind === "user" ? [one.account] : [])));
  return matchPeople(people).every((person) => person !== null);
}

const tooFew = (message: string): UnlocatedFinding => ({
  code: "approval/too-few-approvers",
  severity: "warning",
  message,
  remedy:
    "Add a person with a pinned GitHub account (`github: { login: …, id: … }`) or a team to `rootOwners`, or to `fallback` in access/policies/approvals.yaml.",
  place: rootOwnersPlace,
});

const withoutStop = (sentence: string): string => sentence.replace(/\.$/, "");
