import type {
  AccessReader,
  AccessWriter,
  Known,
  ProviderFailure,
  ProviderWrite,
  WriteResult,
} from "../../src/ports/access.ts";
import type { MemoryProvider } from "../../src/providers/memory/memory-provider.ts";
import type { Connected } from "./scenario.ts";

export type ReadName = Exclude<keyof AccessReader, "system" | "observe">;

export interface Faults {
  /** Intercepts writes; `send` performs the real write, `count` is the number of the call, from 1. */
  readonly onWrite?: (write: ProviderWrite, send: () => Promise<WriteResult>, count: number) => Promise<WriteResult>;
  /** Whether additions to one group are read by its list. Default false: each membership is read. */
  readonly sharesLists?: boolean;
  /** Intercepts reads. */
  readonly onRead?: <T>(name: ReadName, read: () => Promise<Known<T>>, count: number) => Promise<Known<T>>;
}

/** Returns a provider whose reads and writes are intercepted; its state stays correct. */
export function withFaults(
  { reader, writer }: MemoryProvider,
  { onWrite, onRead, sharesLists = false }: Faults,
): Connected {
  const listed: NonNullable<AccessReader["listedMembers"]> = async (group, most) =>
    (await reader.listedMembers?.(group, most)) ?? { kind: "absent" };
  let writes = 0;
  let reads = 0;
  const through = <T>(name: ReadName, read: () => Promise<Known<T>>): Promise<Known<T>> => {
    reads += 1;
    return onRead === undefined ? read() : onRead(name, read, reads);
  };
  const disturbedReader: AccessReader = {
    system: reader.system,
    observe: (scope) => reader.observe(scope),
    accountById: (id) => through("accountById", () => reader.accountById(id)),
    accountByAddress: (address) => through("accountByAddress", () => reader.accountByAddress(address)),
    accountsByNumber: (number) => through("accountsByNumber", () => reader.accountsByNumber(number)),
    groupById: (id) => through("groupById", () => reader.groupById(id)),
    groupByName: (name) => through("groupByName", () => reader.groupByName(name)),
    ...(sharesLists ? { listedMembers: (group, most) => through("listedMembers", () => listed(group, most)) } : {}),
    membership: (group, member) => through("membership", () => reader.membership(group, member)),
  };
  const disturbedWriter: AccessWriter = {
    system: writer.system,
    perform: (write) => {
      writes += 1;
      return onWrite === undefined ? writer.perform(write) : onWrite(write, () => writer.perform(write), writes);
    },
  };
  return { reader: disturbedReader, writer: disturbedWriter };
}

export const failing = (kind: Exclude<ProviderFailure["kind"], "throttled">, message = "injected"): WriteResult => ({
  kind: "failed",
  failure: { kind, message },
});

export const unreadable = <T>(kind: Exclude<ProviderFailure["kind"], "throttled">): Known<T> => ({
  kind: "unknown",
  failure: { kind, message: "injected" },
});
