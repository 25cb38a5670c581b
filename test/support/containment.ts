import type { AccountState } from "../../src/model/account-state.ts";
import type { AccessModel, SystemId } from "../../src/model/documents.ts";
import type { ObservedAccount } from "../../src/model/observation.ts";
import type { Connection } from "../../src/ports/connection.ts";
import type { Journal, JournalRecord } from "../../src/ports/journal.ts";
import { createMemoryProvider, type MemoryProvider } from "../../src/providers/memory/memory-provider.ts";
import { containLeavers, type ContainmentRequest } from "../../src/workflow/after-merge/containment/contain-leavers.ts";
import type { ContainmentResult } from "../../src/workflow/after-merge/containment/containment-result.ts";
import { aClockFrom } from "./clock.ts";
import { now } from "./model.ts";
import { sideOf } from "./planned.ts";

export interface MemoryJournal extends Journal {
  readonly records: JournalRecord[];
}

/** A journal in memory that can fail. */
export function aMemoryJournal(fails: () => boolean = () => false): MemoryJournal {
  const records: JournalRecord[] = [];
  const add = async (added: readonly JournalRecord[]): Promise<void> => {
    if (fails()) throw new Error("the disk is full");
    records.push(...added);
  };
  return {
    records,
    append: (record) => add([record]),
    seal: add,
    intentsAtOnce: 1,
    checkLease: async () => undefined,
    close: async () => undefined,
  };
}

export const anAccount = (
  id: string,
  changes: Partial<ObservedAccount> & { readonly state?: AccountState } = {},
): ObservedAccount => ({
  id: `a-${id}`,
  address: `${id}@acme.example`,
  join: `n-${id}`,
  state: "active",
  profile: {},
  lastSignIn: null,
  ...changes,
});

export interface Lane {
  readonly providers: Readonly<Record<string, MemoryProvider>>;
  readonly journal: MemoryJournal;
  readonly run: (changes?: Partial<ContainmentRequest>) => Promise<ContainmentResult>;
}

/** Runs the lane for a model over providers in memory, which hold these accounts. */
export function aLane(
  model: AccessModel,
  accounts: Readonly<Record<string, readonly ObservedAccount[]>>,
  {
    journal = aMemoryJournal(),
    connect = (_, connection) => connection,
    signal = new AbortController().signal,
  }: {
    readonly journal?: MemoryJournal;
    readonly signal?: AbortSignal;
    readonly connect?: (system: string, connection: Connection) => Connection | null;
  } = {},
): Lane {
  const clock = aClockFrom(now);
  const providers: Record<string, MemoryProvider> = {};
  const connections: Connection[] = [];
  for (const [system, live] of Object.entries(accounts)) {
    const declared = model.systems.get(system as SystemId);
    if (declared === undefined || declared.provider === "manual") throw new Error(`no system ${system}`);
    const memory = createMemoryProvider({ system, provider: declared.provider, clock, accounts: live });
    providers[system] = memory;
    const connection = connect(system, {
      system: declared,
      reader: memory.reader,
      writer: async () => memory.writer,
    });
    if (connection !== null) connections.push(connection);
  }
  let runs = 0;
  return {
    providers,
    journal,
    run: (changes = {}) => {
      runs += 1;
      const at = changes.at ?? now;
      return containLeavers(
        {
          side: sideOf(model, at),
          base: null,
          since: null,
          at,
          believed: journal.records,
          run: `lane-${runs}`,
          ...changes,
        },
        { connections, journal, clock, signal },
      );
    },
  };
}
