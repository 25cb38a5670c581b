import { generateKeyPairSync } from "node:crypto";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { compareText } from "../../../src/support/compare.ts";
import { createPacer } from "../../../src/http/pacer.ts";
import { createGoogleClient, createGoogleReader } from "../../../src/providers/google/index.ts";
import { googleCandidate } from "../../contract/google-subject.ts";
import { type GoogleSubject as Subject, startGoogle as start } from "../../contract/started-google.ts";
import { aClock, complete, outcome, people, scopeFor } from "../../contract/world.ts";
import { aFolder } from "../../support/sandboxed.ts";
import { aListener } from "../okta/listener.ts";

/** Sends a request as an administrator does in the console. */
async function byHand({ url }: Subject, method: string, path: string, body: unknown): Promise<void> {
  const answer = await fetch(`${url}/admin/directory/v1${path}`, {
    method,
    headers: { authorization: "Bearer console", "content-type": "application/json" },
    body: JSON.stringify(body),
  });
  expect(answer.ok).toBe(true);
}

const idOf = ({ truth }: Subject, name: string): string => truth.account(`${name}@acme.example`)?.id ?? "";

describe("a search of Google that is hours behind", () => {
  it("is not believed for the number of an account", async () => {
    const hours = 36 * 3_600_000;
    const subject = await start({ accounts: [{ name: "ada", number: "1" }] }, { searchLagMs: hours });
    await byHand(subject, "PUT", `/users/${idOf(subject, "ada")}`, {
      externalIds: [{ type: "organization", value: "2" }],
    });
    const found = await subject.reader.accountsByNumber("1");
    expect(found.kind === "found" ? found.value : []).toEqual([]);
    await subject.clock.sleep(hours);
    expect(await subject.reader.accountsByNumber("2")).toMatchObject({ value: [{ join: "2" }] });
  });

  it("is not used to observe the tenant", async () => {
    const subject = await start({ accounts: [{ name: "ada" }] }, { searchLagMs: 3_600_000 });
    await byHand(subject, "PUT", `/users/${idOf(subject, "ada")}`, { suspended: true });
    const { accounts } = complete(await subject.reader.observe(scopeFor(googleCandidate)));
    expect(accounts).toMatchObject([{ state: "suspended" }]);
  });
});

it("reads the members of a group that was nested minutes ago", async () => {
  const accounts = people(2);
  const groups = [{ name: "Outer" }, { name: "Inner", members: accounts.map(({ name }) => name) }];
  const subject = await start({ accounts, groups }, { nestedLagMs: 600_000 });
  await byHand(subject, "POST", `/groups/outer@acme.example/members`, { email: "inner@acme.example", role: "MEMBER" });
  const { memberships } = complete(await subject.reader.observe(scopeFor(googleCandidate, "Outer")));
  expect(memberships.map(({ account, address }) => account ?? address ?? "").toSorted(compareText)).toEqual(
    [...accounts.map(({ name }) => idOf(subject, name)), "inner@acme.example"].toSorted(compareText),
  );
});

it("reads lists of Google completely over empty pages and repeated entries", async () => {
  const accounts = people(1100);
  const world = { accounts, groups: [{ name: "Crew", members: accounts.slice(0, 450).map(({ name }) => name) }] };
  const { reader } = await start(world, { oddPages: true });
  const { accounts: users, memberships } = complete(await reader.observe(scopeFor(googleCandidate, "Crew")));
  expect([users.length, memberships.length]).toEqual([1100, 450]);
});

describe("the retries of Google's library", () => {
  it("do not send a write again whose outcome is not known", async () => {
    const subject = await start({ accounts: [{ name: "ada" }] });
    subject.wire?.faultAnywhere({ kind: "status", status: 503, when: "after" }, { method: "PUT" });
    const update = { action: "account.update", account: idOf(subject, "ada"), set: { orgUnitPath: "/Staff" } } as const;
    expect(outcome(await subject.writer.perform(update))).toBe("outcome-unknown");
    expect(subject.wire?.requests().filter(({ method }) => method === "PUT")).toHaveLength(1);
  });

  it("do not replace the wait that Retry-After announces", async () => {
    const subject = await start({ accounts: people(2) });
    const body = { error: { code: 429, message: "Too many", errors: [{ reason: "rateLimitExceeded" }] } };
    subject.wire?.fault(
      "users",
      { kind: "rewrite", rewrite: () => ({ status: 429, headers: { "Retry-After": "120" }, body }) },
      { times: 1 },
    );
    const before = subject.clock.now();
    complete(await subject.reader.observe(scopeFor(googleCandidate)));
    expect(subject.clock.now() - before).toBeGreaterThanOrEqual(120_000);
  });

  it("would not repeat the addition that a quota refuses with 403, which was not processed", async () => {
    const subject = await start({ accounts: [{ name: "ada" }], groups: [{ name: "Crew" }] });
    subject.wire?.faultAnywhere({ kind: "throttle", resetInSeconds: 5, status: 403 }, { method: "POST", times: 2 });
    const group = subject.truth.group("Crew")?.id ?? "";
    const add = { action: "membership.add", group, member: idOf(subject, "ada"), role: "member" } as const;
    expect(outcome(await subject.writer.perform(add))).toBe("written");
    expect(subject.truth.members("Crew")).toEqual(["ada@acme.example"]);
  });
});

const { privateKey } = generateKeyPairSync("rsa", {
  modulusLength: 2048,
  privateKeyEncoding: { type: "pkcs8", format: "pem" },
  publicKeyEncoding: { type: "spki", format: "pem" },
});

async function clientOf(rootUrl: string, file: object) {
  const path = join(aFolder(), "credential.json");
  writeFileSync(path, JSON.stringify(file));
  const clock = aClock();
  const pacer = createPacer({ clock, random: () => 0.5, share: 1, inFlight: 8 });
  const credentials = { kind: "file", path } as const;
  return createGoogleClient({ rootUrl, credentials, pacer, clock, requestTimeout: 5000 });
}

describe("a credential file of Google", () => {
  it("does not choose where the signed assertion of its key goes", async () => {
    const answer = { kind: "admin#directory#users", access_token: "ours", token_type: "Bearer", expires_in: 3600 };
    const [evil, tenant] = [await aListener(), await aListener({ body: JSON.stringify(answer) })];
    const client = await clientOf(tenant.url, {
      type: "service_account",
      client_email: "robot@acme.example",
      private_key: privateKey,
      token_uri: `${evil.url}/token`,
    });
    await createGoogleReader(client, { system: "google", clock: client.clock }).accountById("1234567890");
    expect(evil.heard).toEqual([]);
    expect(tenant.heard[0]?.url).toBe("/token");
    expect(tenant.heard[1]?.authorization).toBe("Bearer ours");
  });
});
