import { applyPlan, type ApplyOptions } from "../../src/apply/apply-plan.ts";
import type { ApplyReport } from "../../src/apply/apply-report.ts";
import {
  type ObservedAccount,
  type ObservedGroup,
  observedGroup,
  type ObservedMembership,
} from "../../src/model/observation.ts";
import type { Action, Operation } from "../../src/plan/operation.ts";
import type { Plan } from "../../src/plan/plan.ts";
import type { AccessReader, AccessWriter } from "../../src/ports/access.ts";
import type { Clock } from "../../src/ports/clock.ts";
import type { Journal, JournalRecord } from "../../src/ports/journal.ts";
import { createMemoryProvider, type MemoryProvider } from "../../src/providers/memory/memory-provider.ts";
import type { MemorySeed } from "../../src/providers/memory/memory-state.ts";
import { now } from "../support/model.ts";
import { anOperation } from "../support/operation.ts";

/** Returns a clock whose time passes only by sleeping. */
export function testClock(): Clock {
  let instant = now;
  return {
    now: () => instant,
    sleep: async (milliseconds, signal) => {
      if (signal?.aborted === true) throw new Error("aborted");
      instant += milliseconds;
    },
  };
}

export function account(id: string, changes: Partial<ObservedAccount> = {}): ObservedAccount {
  return {
    id: `00u-${id}`,
    address: `${id}@acme.example`,
    join: `n-${id}`,
    state: "active",
    profile: {},
    lastSignIn: null,
    ...changes,
  };
}

export function group(id: string, changes: Partial<ObservedGroup> = {}): ObservedGroup {
  return observedGroup({
    id: `00g-${id}`,
    name: id,
    type: "OKTA_GROUP",
    profile: {},
    settings: null,
    ruleFed: false,
    ...changes,
  });
}

export function member(of: string, who: string, role: ObservedMembership["role"] = "member"): ObservedMembership {
  return { group: `00g-${of}`, account: `00u-${who}`, address: null, role };
}

export const okta = (seed: MemorySeed = {}): MemoryProvider =>
  createMemoryProvider({ system: "okta", provider: "okta", clock: testClock(), ...seed });

export const google = (seed: MemorySeed = {}): MemoryProvider =>
  createMemoryProvider({ system: "google", provider: "google", clock: testClock(), ...seed });

interface OperationOptions {
  readonly system?: string;
  readonly dependsOn?: readonly string[];
}

function operation(
  action: Action,
  subject: string,
  content: OperationOptions & { readonly [Name in keyof Operation]?: unknown },
): Operation {
  return anOperation(action, { id: `${content.system ?? "okta"}:${action}:${subject}`, ...content });
}

const commonFields = ({ system = "okta", dependsOn = [] }: OperationOptions): OperationOptions => ({
  system,
  dependsOn,
});

export function createsAccount(
  who: string,
  changes: OperationOptions & { readonly after?: Record<string, unknown> } = {},
): Operation {
  const address = `${who}@acme.example`;
  return operation("account.create", who, {
    ...commonFields(changes),
    user: who,
    resource: { kind: "account", id: null, name: address },
    after: { address, join: `n-${who}`, profile: {}, orgUnit: null, state: "active", ...changes.after },
  });
}

/** Returns an operation on a live account: adopt, update or a lifecycle change. */
export function changesAccount(
  action: Extract<Action, `account.${string}`>,
  who: string,
  changes: OperationOptions & { readonly before: Record<string, unknown>; readonly after: Record<string, unknown> },
): Operation {
  const address = `${who}@acme.example`;
  return operation(action, who, {
    ...commonFields(changes),
    user: who,
    account: { id: `00u-${who}`, address },
    resource: { kind: "account", id: `00u-${who}`, name: address },
    before: changes.before,
    after: changes.after,
  });
}

export const suspends = (who: string, changes: OperationOptions = {}): Operation =>
  changesAccount("account.suspend", who, { ...changes, before: { state: "active" }, after: { state: "suspended" } });

export function createsGroup(
  name: string,
  changes: OperationOptions & { readonly profile?: Record<string, unknown> } = {},
): Operation {
  return operation("group.create", name, {
    ...commonFields(changes),
    entitlement: `${changes.system ?? "okta"}/${name}`,
    resource: { kind: "group", id: null, name },
    after: { name, profile: changes.profile ?? {} },
  });
}

export function changesGroup(
  id: string,
  changes: OperationOptions & { readonly before: Record<string, unknown>; readonly after: Record<string, unknown> },
): Operation {
  return operation("group.update", id, {
    ...commonFields(changes),
    entitlement: `${changes.system ?? "okta"}/${id}`,
    resource: { kind: "group", id: `00g-${id}`, name: id },
    before: changes.before,
    after: changes.after,
  });
}

export function configuresGroup(
  id: string,
  changes: OperationOptions & {
    readonly before: Record<string, unknown>;
    readonly after: Record<string, unknown>;
    readonly newGroup?: boolean;
  },
): Operation {
  return operation("group.configure", id, {
    ...commonFields(changes),
    entitlement: `google/${id}`,
    resource: { kind: "group", id: changes.newGroup === true ? null : `00g-${id}`, name: id },
    before: changes.before,
    after: changes.after,
  });
}

interface MembershipOptions extends OperationOptions {
  readonly role?: string;
  readonly was?: string;
  /** True: created earlier in the plan, so that the plan does not have the id. */
  readonly newAccount?: boolean;
  readonly newGroup?: boolean;
  readonly address?: string;
}

function membership(
  action: "add" | "update" | "remove",
  who: string,
  to: string,
  changes: MembershipOptions,
): Operation {
  const address = changes.address ?? `${who}@acme.example`;
  const role = changes.role ?? "member";
  return operation(`membership.${action}`, `${to}:${who}`, {
    ...commonFields(changes),
    user: who,
    account: { id: changes.newAccount === true ? null : `00u-${who}`, address },
    entitlement: `${changes.system ?? "okta"}/${to}`,
    resource: { kind: "group", id: changes.newGroup === true ? null : `00g-${to}`, name: to },
    before: action === "add" ? null : { role: changes.was ?? "member" },
    after: action === "remove" ? null : { role },
  });
}

export const adds = (who: string, to: string, changes: MembershipOptions = {}): Operation =>
  membership("add", who, to, changes);
export const changesRole = (who: string, of: string, changes: MembershipOptions): Operation =>
  membership("update", who, of, changes);
export const removes = (who: string, from: string, changes: MembershipOptions = {}): Operation =>
  membership("remove", who, from, changes);

export function planOf(operations: readonly Operation[], changes: Partial<Plan> = {}): Plan {
  return {
    version: 1,
    at: "2026-11-21T09:00:00Z",
    head: "c0ffee",
    base: null,
    digest: "sha256:plan",
    accessChanges: [],
    modelChanges: [],
    operations,
    findings: [],
    guards: [],
    unmanaged: {},
    summary: { create: 0, update: 0, remove: 0 },
    ...changes,
  };
}

export interface MemoryJournal extends Journal {
  readonly records: readonly JournalRecord[];
}

/** Returns a journal that cannot be written from the record number `failsAt` on (counting from 1). */
export function memoryJournal(failsAt = Infinity): MemoryJournal {
  const records: JournalRecord[] = [];
  const append = async (record: JournalRecord): Promise<void> => {
    if (records.length + 1 >= failsAt) throw new Error("no space left");
    records.push(record);
  };
  const seal = async (all: readonly JournalRecord[]): Promise<void> => {
    for (const record of all) await append(record);
  };
  return { records, intentsAtOnce: 1, append, seal, checkLease: async () => undefined, close: seal };
}

export interface Connected {
  readonly reader: AccessReader;
  readonly writer: AccessWriter;
}

/** Applies the plan to these providers, each under its system's name. */
export function applied(
  plan: Plan,
  providers: readonly Connected[],
  changes: Partial<ApplyOptions> = {},
): Promise<ApplyReport> {
  return applyPlan(plan, {
    connections: new Map(providers.map(({ reader, writer }) => [reader.system, { reader, writer }])),
    journal: memoryJournal(),
    clock: testClock(),
    run: "run-1",
    signal: new AbortController().signal,
    ...changes,
  });
}

/** Returns `id outcome` of each entry, in order. */
export const outcomes = ({ entries }: ApplyReport): readonly string[] =>
  entries.map(({ operation, outcome }) => `${operation.id} ${outcome.kind}`);

/** Returns the reason of each entry that has one. */
export const reasons = ({ entries }: ApplyReport): readonly string[] =>
  entries.flatMap(({ outcome }) => ("reason" in outcome ? [outcome.reason] : []));

/** Returns the provider's state without ids, so that two runs can be compared. */
export function stateWithoutIds({ state }: MemoryProvider) {
  const groups = new Map(state.groups.map(({ id, name }) => [id, name]));
  const accounts = new Map(state.accounts.map(({ id, address }) => [id, address]));
  return {
    accounts: state.accounts.map(({ address, join, state: is, profile }) => ({ address, join, state: is, profile })),
    groups: state.groups.map(({ name, profile }) => ({ name, profile })),
    memberships: state.memberships
      .map(
        ({ group: of, account: who, address, role }) =>
          `${groups.get(of)} ${accounts.get(who ?? "") ?? address} ${role}`,
      )
      .sort(),
  };
}
