import { snapshotOf } from "../../../src/cli/snapshot.ts";
import { readingIn } from "../../../src/cli/snapshot-reading.ts";
import type { ObservedSystem } from "../../../src/model/observation.ts";
import type { ObserveScope } from "../../../src/ports/access.ts";
import { oktaCandidate, oktaSubject, type OktaSubjectOptions } from "../../contract/okta-subject.ts";
import { complete, scopeFor, type World } from "../../contract/world.ts";
import { atTestEnd } from "../../support/cleanup.ts";

export const hour = 3_600_000;

export const crew: World = {
  accounts: Array.from({ length: 8 }, (_, index) => ({ name: `p${index}`, number: `n${index}` })),
  groups: [
    { name: "Crew", members: ["p0", "p1", "p2"] },
    { name: "Board", members: ["p3"] },
    { name: "Guests" },
    { name: "Sales", ruleFed: true },
  ],
  assignables: [
    { kind: "app", name: "Wiki", holders: ["p0", "p1"] },
    { kind: "adminRole", name: "USER_ADMIN", holders: ["p2"] },
  ],
};

export const crewScope: ObserveScope = {
  ...scopeFor(oktaCandidate, "Crew", "Board", "Guests", "Sales"),
  assignables: [
    { kind: "app", name: "Wiki" },
    { kind: "adminRole", name: "USER_ADMIN" },
  ],
};

/** An org that is read, changed and read again. */
export interface SinceScenario {
  readonly subject: Awaited<ReturnType<typeof oktaSubject>>;
  /** Sends a request of another client and returns the status. The path is relative to `/api/v1/`. */
  call(method: string, path: string, body?: unknown): Promise<number>;
  user(name: string): string;
  group(name: string): string;
  app(label: string): string;
  pass(milliseconds: number): Promise<void>;
  full(scope?: ObserveScope): Promise<ObservedSystem>;
  /** Reads the changes; throws where a full read is needed. */
  since(earlier: ObservedSystem, scope?: ObserveScope): Promise<ObservedSystem>;
  /** Returns the reason for a full read; null: the changes are enough. */
  reason(earlier: ObservedSystem, scope?: ObserveScope): Promise<string | null>;
  /** Returns the requests that the work sends, as method and path. */
  requestsOf(work: () => Promise<unknown>): Promise<readonly string[]>;
}

export async function aSinceScenario(world: World = crew, options: OktaSubjectOptions = {}): Promise<SinceScenario> {
  const subject = await oktaSubject(world, { limits: { all: 1_000_000 }, ...options });
  atTestEnd(() => subject.close());
  const { reader, sandbox, state, clock, truth } = subject;
  const reason: SinceScenario["reason"] = async (earlier, scope = crewScope) => {
    const read = await reader.observeSince!(recorded(earlier), scope);
    return read.kind === "read" ? null : read.reason;
  };
  return {
    subject,
    async call(method, path, body) {
      const reply = await fetch(`${sandbox.url}/api/v1/${path}`, {
        method,
        headers: { authorization: "SSWS other-client", "content-type": "application/json" },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      });
      await reply.text();
      return reply.status;
    },
    user: (name) => truth.account(`${name}@acme.example`)!.id,
    group: (name) => truth.group(name)!.id,
    app: (label) => state.apps().find((app) => app.label === label)!.id,
    pass: (milliseconds) => clock.sleep(milliseconds),
    full: async (scope = crewScope) => complete(await reader.observe(scope)),
    async since(earlier, scope = crewScope) {
      const read = await reader.observeSince!(recorded(earlier), scope);
      if (read.kind !== "read") throw new Error(read.reason);
      return complete(read.observation);
    },
    reason,
    async requestsOf(work) {
      const before = sandbox.requests.length;
      await work();
      return sandbox.requests.slice(before).map(({ method, path }) => `${method} ${path.replace("/api/v1/", "")}`);
    },
  };
}

/** Returns the state as a snapshot file keeps it. */
function recorded(observed: ObservedSystem): ObservedSystem {
  const text = JSON.stringify(snapshotOf([{ kind: "complete", at: 0, observed }], "2027-01-04T09:00:00Z"));
  const [system] = (JSON.parse(text) as ReturnType<typeof snapshotOf>).systems;
  return { ...observed, ...readingIn(system!) };
}

const sorted = (items: readonly unknown[] = []): readonly string[] => items.map((item) => JSON.stringify(item)).sort();

/** Returns the state without order, and without how it was read. */
export function stateIn({ accounts, groups, memberships, membershipsRead, ...rest }: ObservedSystem) {
  return {
    accounts: sorted(accounts),
    groups: sorted(groups),
    memberships: sorted(memberships),
    membershipsRead: sorted(membershipsRead),
    assignables: sorted(rest.assignables),
    directAssignments: sorted(rest.directAssignments),
    unread: { ...rest.unreadMembers, ...rest.unreadDirectAssignments },
    tenant: rest.tenant,
  };
}
