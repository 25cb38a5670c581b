import { isDeepStrictEqual } from "node:util";
import type { ObservedSystem } from "../../src/model/observation.ts";
import type { WriteResult } from "../../src/ports/access.ts";
import type { SandboxReply, SandboxService } from "../../src/sandbox/core/exchange.ts";
import { type RunningSandbox, startSandbox } from "../../src/sandbox/core/server.ts";
import { type StateDump, stateDifferences } from "../../src/sandbox/core/state-dump.ts";
import { canonicalJson } from "../../src/support/canonical-json.ts";
import { aClockFrom } from "../support/clock.ts";
import { randomFrom } from "../property/random.ts";
import type { ReferenceView } from "../reference-client/reference-client.ts";
import { googleCase } from "./google-case.ts";
import { oktaCase } from "./okta-case.ts";
import type { ProductClient, ProviderCase } from "./provider-case.ts";

/*
 * Sends one random sequence of writes through the product's client to one sandbox and through the reference client to an
 * equal one. After the sequence, both sandboxes are equal, both clients show the same, and each write had the same outcome.
 */

const cases = { okta: oktaCase, google: googleCase } as const satisfies Readonly<Record<string, ProviderCase>>;
export type DifferentialProvider = keyof typeof cases;

const start = Date.parse("2027-01-04T09:00:00Z");
const longest = 8;

/** Two servers whose service is replaced for each sequence. */
export interface Servers {
  /** The server of the product's client. */
  readonly product: RunningSandbox;
  /** The server of the reference client. */
  readonly reference: RunningSandbox;
  /** Judges one sequence. Returns what differs, as a text with the seed and the writes; undefined: nothing does. */
  readonly judge: (provider: DifferentialProvider, seed: number) => Promise<string | undefined>;
  readonly close: () => Promise<void>;
}

export async function startServers(): Promise<Servers> {
  const [product, reference] = await Promise.all([aSlot(), aSlot()]);
  return {
    product: product.server,
    reference: reference.server,
    judge: (provider, seed) => judgeClients({ name: provider, seed }, product, reference),
    close: async () => {
      await Promise.all([product.server.close(), reference.server.close()]);
    },
  };
}

interface Slot {
  readonly server: RunningSandbox;
  readonly use: (service: SandboxService) => void;
}

async function aSlot(): Promise<Slot> {
  let current: SandboxService | undefined;
  const clock = { now: () => start };
  const handle = (request: Parameters<SandboxService["handle"]>[0]): SandboxReply | Promise<SandboxReply> =>
    current?.handle(request) ?? { status: 503 };
  const server = await startSandbox({ name: "current", handle }, { clock });
  return { server, use: (service) => void (current = service) };
}

async function judgeClients(
  { name, seed }: { readonly name: DifferentialProvider; readonly seed: number },
  left: Slot,
  right: Slot,
): Promise<string | undefined> {
  const row: ProviderCase = cases[name];
  const clock = { now: () => start };
  const [ours, theirs] = [row.sandbox(randomFrom(seed), clock), row.sandbox(randomFrom(seed), clock)];
  left.use(ours);
  right.use(theirs);
  const random = randomFrom(seed + 0x5eed);
  const client = await row.product(left.server.url, aClockFrom(start));
  const reference = row.reference(right.server.url, 1 + random.below(4));
  const trace: string[] = [];
  const problems: string[] = [];
  for (let count = 1 + random.below(longest); count > 0; count -= 1) {
    const write = row.write(random, dumpOf(ours));
    const [result, expected] = [await client.writer.perform(write), await reference.perform(write)];
    trace.push(`${canonicalJson(write)}: ${shown(result)}, reference: ${expected}`);
    if ((result.kind === "failed" ? "refused" : "holds") !== expected)
      problems.push(`the outcome of write ${trace.length}`);
    const [after, expectedAfter] = [dumpOf(ours), dumpOf(theirs)];
    if (!isDeepStrictEqual(after, expectedAfter)) {
      const differing = stateDifferences(after, expectedAfter);
      problems.push(`the state after write ${trace.length}: ${canonicalJson(differing)}`);
    }
    if (problems.length > 0) break;
  }
  if (problems.length === 0) {
    const settings = row.settings;
    const [seen, expected] = [await viewOf(client, row, dumpOf(ours)), await reference.view(row.assignables, settings)];
    problems.push(...viewDifferences(seen, expected));
  }
  if (problems.length === 0) return undefined;
  return [`${name}, seed ${seed}: ${problems.join("; ")}`, ...trace].join("\n  ");
}

const dumpOf = (service: SandboxService): StateDump => service.dump?.() ?? {};

const shown = (result: WriteResult): string =>
  result.kind === "failed" ? `${result.failure.kind} (${result.failure.message})` : result.kind;

/** Returns what the product's reader shows, in the form of the reference. @throws Error if a part is not read */
async function viewOf({ reader }: ProductClient, row: ProviderCase, state: StateDump): Promise<ReferenceView> {
  const observation = await reader.observe({
    join: row.join,
    attributes: Object.values(row.attributes),
    groups: [],
    allGroups: true,
    settings: Object.values(state["groups"] ?? {}).flatMap((group) => (group as { email?: string }).email ?? []),
    assignables: row.assignables,
  });
  if (observation.kind === "partial") throw new Error(`partial: ${canonicalJson(observation.unread)}`);
  const { observed } = observation;
  const { unreadMembers = {}, unreadSettings = {}, unreadDirectAssignments = {} } = observed;
  const unread = { ...unreadMembers, ...unreadSettings, ...unreadDirectAssignments };
  if (Object.keys(unread).length > 0) throw new Error(`not read: ${canonicalJson(unread)}`);
  return asReference(observed, row);
}

function asReference(observed: ObservedSystem, { attributes }: ProviderCase): ReferenceView {
  return {
    accounts: observed.accounts.map(({ id, address, join, state, profile }) => ({
      id,
      address,
      number: join,
      state,
      department: (profile[attributes.department] as string | undefined) ?? null,
      title: (profile[attributes.title] as string | undefined) ?? null,
    })),
    groups: observed.groups.map(({ id, name, type, profile, ruleFed, settings }) => ({
      id,
      name,
      type,
      description: (profile["description"] as string | undefined) ?? null,
      ruleFed,
      settings: settings as Readonly<Record<string, string>> | null,
    })),
    memberships: observed.memberships.map(
      ({ group, account, address, role }) => `${group} ${address ?? account} ${role}`,
    ),
    holders: (observed.directAssignments ?? []).map(
      ({ kind, target, account, id, profile }) => `${kind} ${target} ${account} ${id ?? "-"} ${canonicalJson(profile)}`,
    ),
  };
}

/** Returns the entries that only one of the views has. */
function viewDifferences(seen: ReferenceView, expected: ReferenceView): readonly string[] {
  const parts = ["accounts", "groups", "memberships", "holders"] as const;
  return parts.flatMap((part) => {
    const [left, right] = [seen[part], expected[part]].map((items) => items.map((item) => canonicalJson(item)).sort());
    return [
      ...(left ?? [])
        .filter((item) => !(right ?? []).includes(item))
        .map((item) => `only the product shows ${part} ${item}`),
      ...(right ?? [])
        .filter((item) => !(left ?? []).includes(item))
        .map((item) => `only the reference shows ${part} ${item}`),
    ];
  });
}

let started: Promise<Servers> | undefined;

/** Judges the sequence of a seed, on servers that are started once. Even seeds are Okta's, odd ones Google's. */
export async function judgeClientsOf(seed: number): Promise<string | undefined> {
  const { judge } = await (started ??= startServers());
  const provider = seed % 2 === 0 ? "okta" : "google";
  try {
    return await judge(provider, seed);
  } catch (problem) {
    return `${provider}, seed ${seed}: ${String(problem)}`;
  }
}

/** Closes the servers of `judgeClientsOf`. */
export async function closeServers(): Promise<void> {
  await (await started)?.close();
  started = undefined;
}
