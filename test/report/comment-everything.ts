import type { Code } from "../../src/diagnostics/code.ts";
import type { NeedAbout } from "../../src/approval/need.ts";
import type { NeedVerdict } from "../../src/approval/verdict.ts";
import type { EntitlementRef, RoleId, SystemId, UserId } from "../../src/model/documents.ts";
import type { Operation } from "../../src/plan/operation.ts";
import type { AccessChange, GuardResult, Plan } from "../../src/plan/plan.ts";
import type { CommentInput, DecisionCard } from "../../src/report/comment/comment-input.ts";
import type { ChangeFacts, DiffReport } from "../../src/report/diff/diff.ts";
import { aFinding } from "../support/findings.ts";
import { account } from "../support/github.ts";
import { aModel, aUser, userId } from "../support/model.ts";

export const links = {
  repositoryUrl: "https://github.example/acme/access",
  commit: "c0ffee0000000000000000000000000000000002",
};

/** Returns a comment input with the given text in every field that a person, a provider or GitHub fills. */
export function inputWithText(text: string): CommentInput {
  return {
    report: reportOf(text),
    plan: planOf(text),
    approvals: {
      approved: false,
      digest: "sha256:0",
      needs: [needVerdict(text)],
      refused: [{ review: 1, by: account(text), rule: "approval/self", message: text }],
      problems: [{ rule: "approval/unknown-history", message: text }],
    },
    cards: [cardOf(text)],
    timezone: "America/New_York",
    links,
  };
}

const place = (text: string) => ({ file: `access/${text}.yaml`, line: 2 });

function changeOf(text: string, kind: AccessChange["kind"]): AccessChange {
  return {
    kind,
    user: text as UserId,
    entitlement: text as EntitlementRef,
    tier: kind === "gain" ? "critical" : "low",
    from: "2026-12-02T00:00:00Z",
    until: kind === "gain" ? null : "2026-12-03T00:00:30Z",
    because: [
      { kind: "grant", ...place(text), role: text, through: [text] },
      { kind: "birthright", ...place(text) },
    ],
  };
}

function reportOf(text: string): DiffReport {
  const changes = (["gain", "lose", "lose", "lose", "retime"] as const).map((kind) => changeOf(text, kind));
  const path = { user: text, entitlement: text, kind: "grant", role: text, line: 2, file: text } as const;
  const finding = aFinding({
    paths: [
      { ...path, through: [text] },
      { ...path, through: [`${text}.`] },
    ],
    code: `lp/${text}` as Code,
    message: text,
    remedy: text,
    user: text,
    waiver: text,
    ...place(text),
  });
  return {
    diff: {
      version: 1,
      at: "2026-12-01T09:00:00Z",
      head: text,
      base: text,
      digest: "sha256:0",
      accessChanges: changes,
      modelChanges: [
        { kind: "entitlement", id: text, field: "tier", before: "low", after: text },
        { kind: text, id: text, field: text, before: { [text]: text }, after: [text] },
        { kind: "role", id: text, field: text, before: [`${text} old`, 1], after: [`${text} new`, 1] },
        { kind: "user", id: text, field: `${text} 1`, before: null, after: text },
        { kind: "user", id: text, field: `${text} 2`, before: null, after: { [text]: text } },
        { kind: "user", id: text, field: `${text} 3`, before: null, after: [text] },
      ],
      findings: [finding],
      summary: { create: 1, update: 1, remove: 1 },
    },
    access: changes.map((change) => ({
      change,
      former: change.kind === "retime" ? [{ from: null, until: null }] : [],
      reach: change.kind === "gain" ? "more" : "less",
    })),
    findings: {
      appeared: [{ finding, was: "warning" }],
      downgraded: [{ finding: { ...finding, severity: "note" }, was: "error" }],
      resolved: [finding],
      kept: 1,
    },
    approvals: [
      {
        what: "grant",
        subject: text,
        about: aboutOf(text),
        why: text,
        place: place(text),
        comment: true,
        stages: [{ approvers: [text, text], unavailable: [text], isStuck: true, servedBy: null }],
      },
    ],
    facts: factsWithText(text),
    holders: new Map([[text as EntitlementRef, 3]]),
  };
}

const aboutOf = (text: string): NeedAbout => ({
  user: text as UserId,
  entitlements: [text as EntitlementRef],
  document: { kind: text, id: text },
});

function factsWithText(text: string): ChangeFacts {
  const names = { display: `${text} ${text}`, given: text, family: text };
  const user = aUser(text, { name: names, title: text, department: text, manager: userId(text) });
  const model = aModel()
    .entitlement("okta/account", { title: text, description: text })
    .role("role", [], { title: text })
    .build();
  const [entitlement] = model.entitlements.values();
  const [role] = model.roles.values();
  if (entitlement === undefined || role === undefined) throw new Error("the model has an entitlement and a role");
  return {
    people: new Map([[userId(text), { before: { ...user, department: `${text}.` }, after: user }]]),
    entitlements: new Map([[text as EntitlementRef, entitlement]]),
    roles: new Map([[text as RoleId, role]]),
    systemTitles: new Map([[entitlement.system, text]]),
    kept: new Map([[userId(text), [text as EntitlementRef]]]),
    ruleTitles: new Map([[text, text]]),
    tiers: new Map([["high", { entitlements: 1, holders: 2 }]]),
    leavers: new Map([
      [
        userId(text),
        {
          open: [{ relation: "owner", object: text, to: userId(text) }],
          done: [{ relation: "sponsor", object: text, to: null }],
          dataTo: new Map([[entitlement.system, userId(text)]]),
        },
      ],
    ]),
  };
}

function planOf(text: string): Plan {
  const because = [{ kind: "unmanaged", ...place(text), text }] as const;
  const common = {
    id: text,
    system: text as SystemId,
    account: { id: text, address: text },
    entitlement: text as EntitlementRef,
    patch: [],
    tier: "high",
    because,
    dependsOn: [],
  } as const;
  const update: Operation = {
    ...common,
    action: "account.update",
    user: text as UserId,
    resource: { kind: "account", id: text, name: text },
    before: { [text]: text },
    after: { [text]: [text] },
    origin: "change",
  };
  const removal: Operation = {
    ...common,
    action: "membership.remove",
    user: null,
    resource: { kind: "group", id: text, name: text },
    before: { role: "member" },
    after: null,
    origin: "drift",
  };
  const guard = {
    code: `guard/${text}` as GuardResult["code"],
    system: text,
    blocked: true,
    message: text,
    remedy: text,
  } as const;
  return {
    ...reportOf(text).diff,
    operations: [update, removal],
    guards: [
      { ...guard, override: null },
      { ...guard, blocked: false, override: text },
    ],
    unmanaged: {},
  };
}

function cardOf(text: string): DecisionCard {
  const given = { entitlement: text as EntitlementRef, tier: "critical" } as const;
  return {
    user: text as UserId,
    name: `${text}!`,
    title: text,
    department: text,
    kind: "contractor",
    grant: text,
    ...place(text),
    reason: text,
    ticket: text,
    gives: [{ ...given, what: text, from: null, until: null, peersHolding: 1, holders: 0 }],
    holdsNow: { total: 1, privileged: [given] },
    peers: 2,
    conflicts: [`sod/${text}`],
  };
}

function needVerdict(text: string): NeedVerdict {
  const approver = { kind: "team", team: text, id: 1 } as const;
  const person = { kind: "user", user: text as UserId, account: 2, login: text } as const;
  const stage = { names: [text], approvers: [approver, person], isFallback: true, unavailable: [text] };
  const assignment = { stage, approvers: [approver, person], isFallback: true };
  const review = { review: 1, by: account(text), user: null, commit: text, at: "2026-11-20T10:00:00Z", comment: text };
  return {
    need: {
      id: text,
      what: "grant",
      subject: text,
      about: aboutOf(text),
      beneficiaries: [],
      beneficiaryAccounts: [],
      leavingAccounts: [],
      stages: [stage, stage],
      comment: true,
      fallback: [],
      why: { text, ...place(text) },
    },
    approved: false,
    stages: [
      { ...assignment, servedBy: null, missing: text, isStuck: true },
      { ...assignment, servedBy: review, missing: null, isStuck: false },
    ],
    refused: [{ review: 1, by: account(text), rule: "approval/stale", message: text }],
  };
}
