import { observedGroup, type ObservedMembership } from "../../src/model/observation.ts";
import type { AssignableKind } from "../../src/model/direct-assignment.ts";
import { type ConnectedProvider, declarableType, providerTraits } from "../../src/model/provider.ts";
import { createMemoryProvider } from "../../src/providers/memory/memory-provider.ts";
import { aClock, address, type Candidate, groupName, type Subject, type Truth, type World } from "./world.ts";

/** Returns the memory provider with the traits of another provider. */
export function memoryCandidate(provider: ConnectedProvider): Candidate {
  const candidate: Omit<Candidate, "start"> = {
    name: `memory as ${provider}`,
    provider,
    attributes: { department: "department", title: "title" },
    join: "employeeNumber",
    required: {},
    absent: { account: "00uNOBODY", group: "00gNOTHING" },
    hasGroupRules: true,
    network: null,
    assignables: Object.keys(providerTraits[provider].assignables) as readonly AssignableKind[],
  };
  return { ...candidate, start: async (world) => subjectOf(candidate, world) };
}

function subjectOf(
  candidate: Omit<Candidate, "start">,
  { accounts = [], groups = [], assignables = [] }: World,
): Subject {
  const clock = aClock();
  const { provider } = candidate;
  const ids = new Map(accounts.map(({ name }, index) => [name, `00uACCOUNT${index}`]));
  const memory = createMemoryProvider({
    system: "contract",
    provider,
    clock,
    accounts: accounts.map(({ name, number = null, state = "active", department }) => ({
      id: ids.get(name) ?? "",
      address: address(name),
      join: number,
      state,
      profile: department === undefined ? {} : { department },
      lastSignIn: null,
    })),
    groups: groups.map(({ name, description, settings = null, type, ruleFed = false }, index) =>
      observedGroup({
        id: `00gGROUP${index}`,
        name: groupName(candidate, name),
        type: type ?? declarableType(provider),
        profile: description === undefined ? {} : { description },
        settings,
        ruleFed,
      }),
    ),
    memberships: groups.flatMap(({ members = [] }, index) =>
      members.map((entry): ObservedMembership => {
        const [name, role] = typeof entry === "string" ? ([entry, "member"] as const) : entry;
        const account = ids.get(name) ?? null;
        return { group: `00gGROUP${index}`, account, address: account === null ? name : null, role };
      }),
    ),
    assignables: assignables.map(({ kind, name }) => ({ kind, name, id: targetId(kind, name) })),
    directAssignments: assignables.flatMap(({ kind, name, holders = [] }) =>
      holders.map((holder) => ({
        kind,
        target: targetId(kind, name),
        account: ids.get(holder) ?? "",
        id: kind === "adminRole" ? `ra-${name}-${holder}` : null,
        profile: kind === "app" ? {} : null,
      })),
    ),
  });
  const { state } = memory;
  const truth: Truth = {
    accounts: () => state.accounts.length,
    account(at) {
      const found = state.accountAt(at);
      if (found === undefined) return undefined;
      const { id, join, profile } = found;
      const text = (name: string): string | null => (profile[name] as string | undefined) ?? null;
      return { id, number: join, state: found.state, department: text("department"), title: text("title") };
    },
    group(name) {
      const found = state.groupNamed(groupName(candidate, name));
      if (found === undefined) return undefined;
      return { id: found.id, description: (found.profile["description"] as string | undefined) ?? null };
    },
    setting: (name, setting) => state.groupNamed(groupName(candidate, name))?.settings?.[setting],
    holders: (kind, name) =>
      Object.fromEntries(
        state
          .assignmentsOf(kind, targetId(kind, name))
          .map(({ account, profile }) => [state.account(account)?.address ?? account, profile]),
      ),
    members: (name) =>
      state
        .membersOf(state.groupNamed(groupName(candidate, name))?.id ?? "")
        .map(({ account, address: at, role }) => {
          const who = account === null ? at : state.account(account)?.address;
          return role === "member" ? `${who}` : `${who} ${role}`;
        })
        .sort(),
  };
  return {
    reader: memory.reader,
    writer: memory.writer,
    clock,
    truth,
    wire: null,
    violations: () => [],
    close: async () => {},
  };
}

const targetId = (kind: AssignableKind, name: string): string => (kind === "license" ? name : `${kind}-${name}`);
