import { describe, expect, it } from "vitest";
import type { AccessModel } from "../../src/model/documents.ts";
import { accessChangesBetween } from "../../src/plan/access-changes.ts";
import { changeBetween } from "../../src/plan/change.ts";
import { aModel, at, type ModelBuilder, now, selector } from "../support/model.ts";
import { sideOf } from "../support/planned.ts";

const company = () => aModel().entitlement("okta/crm").entitlement("okta/prod", { tier: "critical" }).user("ada");
const changes = (base: ModelBuilder, head: ModelBuilder, when = now) =>
  accessChangesBetween(sideOf(base.build()), sideOf(head.build()), when);
/** `kind user entitlement from until` */
const lines = (base: ModelBuilder, head: ModelBuilder, when = now): readonly string[] =>
  changes(base, head, when).map(
    ({ kind, user, entitlement, from, until }) => `${kind} ${user} ${entitlement} ${from ?? "-"} ${until ?? "-"}`,
  );

describe("the access changes between two states of the files", () => {
  it("are none between equal states, and none for a second path to what a user already has", () => {
    const granted = company().grant("ada", "okta/crm");
    expect(changes(granted, granted)).toEqual([]);
    const twice = company().grant("ada", "okta/crm").role("seller", ["okta/crm"]).grant("ada", "role:seller");
    expect(changes(granted, twice)).toEqual([]);
    expect(changes(twice, granted)).toEqual([]);
  });

  it("name a gain with its start, end, tier and line", () => {
    const head = company().grant("ada", "okta/prod", {
      starts: at("2026-12-01T14:00:00Z"),
      expires: at("2026-12-01T18:00:00Z"),
    });
    expect(changes(company(), head)).toEqual([
      {
        kind: "gain",
        user: "ada",
        entitlement: "okta/prod",
        tier: "critical",
        from: "2026-12-01T14:00:00Z",
        until: "2026-12-01T18:00:00Z",
        because: [
          {
            kind: "grant",
            file: "access/grants/okta/prod/ada.yaml",
            line: 1,
            until: "2026-12-01T18:00:00Z",
            through: [],
          },
        ],
      },
    ]);
  });

  it("name a loss with the removed file", () => {
    expect(changes(company().grant("ada", "okta/crm"), company())).toMatchObject([
      {
        kind: "lose",
        because: [
          {
            kind: "grant",
            file: "access/grants/okta/crm/ada.yaml",
            text: "the grant of okta/crm to ada was removed",
          },
        ],
      },
    ]);
  });

  it("name a leaver's losses with the user's file", () => {
    const left = company().user("ada", { status: "terminated" }).grant("ada", "okta/crm");
    expect(changes(company().grant("ada", "okta/crm"), left)).toMatchObject([
      { kind: "lose", because: [{ kind: "user", file: "access/users/ada.yaml", text: "ada (ada) is terminated" }] },
    ]);
  });

  it("report another end, or another future start, as a retime", () => {
    const until = (expires: string) => company().grant("ada", "okta/crm", { expires: at(expires) });
    expect(lines(until("2026-12-01T00:00:00Z"), until("2026-12-09T00:00:00Z"))).toEqual([
      "retime ada okta/crm 2024-02-01T00:00:00Z 2026-12-09T00:00:00Z",
    ]);
    const from = (starts: string) => company().grant("ada", "okta/crm", { starts: at(starts) });
    expect(lines(from("2026-12-01T00:00:00Z"), from("2026-12-02T00:00:00Z"))).toEqual([
      "retime ada okta/crm 2026-12-02T00:00:00Z -",
    ]);
    expect(lines(from("2026-11-01T00:00:00Z"), from("2026-10-01T00:00:00Z"))).toEqual([]);
  });

  it("show each period of time separately, and none that has ended", () => {
    const head = company()
      .grant("ada", "okta/crm", { expires: at("2026-12-01T00:00:00Z") })
      .role("seller", ["okta/crm"])
      .grant("ada", "role:seller", { starts: at("2027-01-01T00:00:00Z") });
    expect(lines(company(), head)).toEqual([
      "gain ada okta/crm 2024-02-01T00:00:00Z 2026-12-01T00:00:00Z",
      "gain ada okta/crm 2027-01-01T00:00:00Z -",
    ]);
    expect(lines(company(), head, at("2026-12-01T00:00:00Z"))).toEqual(["gain ada okta/crm 2027-01-01T00:00:00Z -"]);
  });

  it("follow birthright when a user moves", () => {
    const world = (department: string) =>
      company()
        .user("ada", { department })
        .role("seller", ["okta/crm"], { birthright: selector({ department: "Sales" }) })
        .role("engineer", ["okta/prod"], { birthright: selector({ department: "Engineering" }) });
    expect(lines(world("Sales"), world("Engineering"))).toEqual([
      "lose ada okta/crm 2024-02-01T00:00:00Z -",
      "gain ada okta/prod 2024-02-01T00:00:00Z -",
    ]);
  });

  it("carry the higher of the tiers before and after", () => {
    const base = company().grant("ada", "okta/prod");
    const head = company().entitlement("okta/prod", { tier: "low" });
    expect(changes(base, head)).toMatchObject([{ kind: "lose", tier: "critical" }]);
  });
});

describe("the digest", () => {
  const digest = (base: AccessModel, head: AccessModel, when = now): string =>
    changeBetween(sideOf(base), sideOf(head), when).digest;
  const granted = () => company().grant("ada", "okta/crm", { expires: at("2026-12-09T00:00:00Z") });

  it("is a SHA-256 that does not depend on files, lines, reasons or the instant of evaluation", () => {
    const plain = digest(company().build(), granted().build());
    expect(plain).toMatch(/^sha256:[0-9a-f]{64}$/);
    const moved = company().grant("ada", "okta/crm", {
      expires: at("2026-12-09T00:00:00Z"),
      source: { file: "access/grants/elsewhere.yaml", line: 99 },
      reason: "Another sentence",
    });
    expect(digest(company().build(), moved.build())).toBe(plain);
    expect(digest(company().build(), granted().build(), at("2026-12-08T00:00:00Z"))).toBe(plain);
  });

  it("changes with a grant that duplicates existing access, because it would outlive that access", () => {
    const base = granted().role("seller", ["okta/crm"]).build();
    const within = { starts: at("2026-12-01T00:00:00Z"), expires: at("2026-12-05T00:00:00Z") };
    const until = (text: string) =>
      granted()
        .role("seller", ["okta/crm"])
        .grant("ada", "role:seller", { ...within, expires: at(text) })
        .build();
    expect(accessChangesBetween(sideOf(base), sideOf(until("2026-12-05T00:00:00Z")), now)).toEqual([]);
    const doubled = digest(base, until("2026-12-05T00:00:00Z"));
    expect(doubled).not.toBe(digest(base, base));
    expect(digest(base, until("2026-12-06T00:00:00Z"))).not.toBe(doubled);
  });

  it("changes with what is gained, until when, at which tier, and what it resolves to", () => {
    const plain = digest(company().build(), granted().build());
    const later = company().grant("ada", "okta/crm", { expires: at("2026-12-10T00:00:00Z") });
    const other = company().grant("ada", "okta/prod", { expires: at("2026-12-09T00:00:00Z") });
    const higher = (world: ModelBuilder) => world.entitlement("okta/crm", { tier: "high" });
    const retargeted = (world: ModelBuilder) =>
      world.entitlement("okta/crm", { target: { kind: "group", name: "Admins", role: "member" } });
    const digests = [
      plain,
      digest(company().build(), later.build()),
      digest(company().build(), other.build()),
      digest(higher(company()).build(), higher(granted()).build()),
      digest(retargeted(company()).build(), retargeted(granted()).build()),
      digest(company().build(), company().build()),
    ];
    expect(new Set(digests).size).toBe(digests.length);
  });
});
