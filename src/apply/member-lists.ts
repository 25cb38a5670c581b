import type { GroupRole } from "../model/documents.ts";
import type { Operation } from "../plan/operation.ts";
import type { AccessReader, ListedMembers } from "../ports/access.ts";

/** The fewest additions to one group for which its list costs less than a read of each membership. */
const leastShared = 5;

/** The most additions that wait for one read of the list. */
const mostWaiting = 50;

/** How many additions each page of a list must serve at least. */
const additionsPerPage = 20;

/** An addition to a group, with the ids that the write has. */
export interface Addition {
  readonly operation: Operation;
  readonly reader: AccessReader;
  readonly group: string;
  readonly member: string;
  readonly role: GroupRole;
}

/**
 * The lists of groups that receive many members in a run. One list serves the additions of its group: before them, and
 * after up to fifty of them. An entry proves a membership. A missing entry proves nothing, because a list can be cut or
 * behind a write: before an addition, which changes nothing where the member exists, it is sufficient. After it, the
 * membership is read.
 */
export interface MemberLists {
  /** Returns whether the list has no such member. False: read the membership. */
  readonly isMissingBefore: (addition: Addition) => Promise<boolean>;
  /**
   * Returns whether the list has the member with the role, some time after the write. False: read the membership.
   * `onWait` is called if further additions come first.
   */
  readonly isProvenAfter: (addition: Addition, onWait: () => void) => Promise<boolean>;
  /** The outcome of the operation is known: no addition waits for it. */
  readonly settled: (operation: Operation) => void;
  /** Reads the lists that additions of the system wait for. */
  readonly read: (system: string) => void;
}

interface Waiting {
  readonly addition: Addition;
  readonly resolve: (isProven: boolean) => void;
}

interface SharedList {
  readonly system: string;
  readonly mostPages: number;
  /** The additions that have not been written and have no outcome. */
  readonly left: Set<Operation>;
  waiting: Waiting[];
  /** The last list. Undefined: not read. */
  listed: Promise<ListedMembers | null> | undefined;
  /** False: the list is too long, or could not be read. */
  isUsable: boolean;
}

/** @param operations all operations that the run applies */
export function memberLists(operations: readonly Operation[]): MemberLists {
  const lists = new Map<string, SharedList>();
  for (const [key, additions] of additionsByGroup(operations)) {
    const [first] = additions;
    if (first === undefined || additions.length < leastShared) continue;
    lists.set(key, {
      system: first.system,
      mostPages: Math.max(1, Math.floor(additions.length / additionsPerPage)),
      left: new Set(additions),
      waiting: [],
      listed: undefined,
      isUsable: true,
    });
  }

  const listFor = ({ operation, reader }: Addition): SharedList | undefined => {
    const list = lists.get(keyOf(operation));
    return list?.isUsable === true && reader.listedMembers !== undefined ? list : undefined;
  };
  const flush = async (list: SharedList): Promise<void> => {
    const { waiting } = list;
    const [first] = waiting;
    if (first === undefined) return;
    list.waiting = [];
    if (list.isUsable) list.listed = listedIn(list, first.addition);
    const listed = list.isUsable ? await list.listed : null;
    for (const { addition, resolve } of waiting)
      resolve(listed?.roles.get(memberKey(addition.member)) === addition.role);
  };
  const flushIfComplete = (list: SharedList): void => {
    if (list.left.size === 0 || list.waiting.length >= mostWaiting) void flush(list);
  };
  return {
    async isMissingBefore(addition) {
      const list = listFor(addition);
      if (list === undefined) return false;
      const listed = await (list.listed ??= listedIn(list, addition));
      return listed?.isComplete === true && !listed.roles.has(memberKey(addition.member));
    },
    async isProvenAfter(addition, onWait) {
      const list = listFor(addition);
      if (list === undefined) return false;
      onWait();
      return new Promise((resolve) => {
        list.waiting.push({ addition, resolve });
        list.left.delete(addition.operation);
        flushIfComplete(list);
      });
    },
    settled(operation) {
      const list = lists.get(keyOf(operation));
      if (list?.left.delete(operation) === true) flushIfComplete(list);
    },
    read(system) {
      for (const list of lists.values()) if (list.system === system) void flush(list);
    },
  };
}

/** Reads the list. Null: it could not be read. */
async function listedIn(list: SharedList, { reader, group }: Addition): Promise<ListedMembers | null> {
  try {
    const known = await reader.listedMembers?.(group, list.mostPages);
    const listed = known?.kind === "found" ? known.value : null;
    if (listed?.isComplete !== true) list.isUsable = false;
    return listed;
  } catch {
    list.isUsable = false;
    return null;
  }
}

function additionsByGroup(operations: readonly Operation[]): ReadonlyMap<string, readonly Operation[]> {
  const found = new Map<string, Operation[]>();
  for (const operation of operations) {
    const { resource, account, before, after } = operation;
    if (resource.kind !== "group" || account === null || before !== null || after === null) continue;
    const own = found.get(keyOf(operation)) ?? [];
    own.push(operation);
    found.set(keyOf(operation), own);
  }
  return found;
}

const keyOf = ({ system, resource }: Operation): string =>
  JSON.stringify([system, resource.kind, resource.id ?? resource.name]);

/** Providers ignore the case of addresses. Ids have none to ignore. */
const memberKey = (member: string): string => (member.includes("@") ? member.toLowerCase() : member);
