import { describe, expect, it } from "vitest";
import { EndlessList, type Page, readPages } from "../../src/http/read-pages.ts";
import { isServerFailure, retrying } from "../../src/http/retrying.ts";
import { createScopes } from "../../src/http/scopes.ts";
import { sideBySide } from "../../src/http/side-by-side.ts";
import { simulatedClock } from "./simulated-clock.ts";

class Expired extends Error {}

/** Returns a list with pages by cursor. `begin` is the first page. */
function listOf(pages: Readonly<Record<string, Page<string> | Error>>, asked: string[] = []) {
  return readPages<string>({
    open: async () => async (cursor) => {
      asked.push(cursor ?? "begin");
      const page = pages[cursor ?? "begin"];
      if (page === undefined || page instanceof Error) throw page ?? new Error("page not found");
      return page;
    },
    idOf: (item) => item.slice(0, 1),
    isExpired: (error) => error instanceof Expired,
  });
}

describe("reading a list", () => {
  it("reads all pages, including empty ones, and each entry once", async () => {
    const entries = await listOf({
      begin: { items: ["a1", "b1"], next: "2" },
      "2": { items: [], next: "3" },
      "3": { items: ["b2", "c1"], next: null },
    });
    expect(entries).toEqual(["a1", "b2", "c1"]);
  });

  it("detects a page that leads back immediately", async () => {
    const asked: string[] = [];
    const loop = listOf({ begin: { items: ["a"], next: "2" }, "2": { items: ["b"], next: "2" } }, asked);
    await expect(loop).rejects.toBeInstanceOf(EndlessList);
    expect(asked).toEqual(["begin", "2"]);
  });

  it("detects an endless list without new entries", async () => {
    let page = 0;
    const endless = readPages<string>({
      open: async () => async () => {
        page += 1;
        return { items: ["a"], next: String(page) };
      },
      idOf: (item) => item,
      isExpired: () => false,
    });
    await expect(endless).rejects.toBeInstanceOf(EndlessList);
    expect(page).toBeLessThan(50);
  });

  it("restarts once after an expired cursor, without mixing pages of different times", async () => {
    const asked: string[] = [];
    const expired = listOf({ begin: { items: ["a"], next: "2" }, "2": new Expired() }, asked);
    await expect(expired).rejects.toBeInstanceOf(Expired);
    expect(asked).toEqual(["begin", "2", "begin", "2"]);
  });

  it("throws the error of a page and does not return earlier pages", async () => {
    const broken = listOf({ begin: { items: ["a"], next: "2" }, "2": new Error("broken") });
    await expect(broken).rejects.toThrow("broken");
  });
});

describe("retries after a transient failure", () => {
  const isTransient = (error: unknown): boolean => (error as Error).message === "passing";

  it("have growing pauses and a limit, and then throw the last error", async () => {
    const clock = simulatedClock();
    const before = clock.now();
    let tries = 0;
    const read = retrying({ clock, random: () => 1, isTransient }, async () => {
      tries += 1;
      throw new Error("passing");
    });
    await expect(clock.run(read)).rejects.toThrow("passing");
    expect([tries, clock.now() - before]).toEqual([4, 500 + 1000 + 2000]);
  });

  it("do not repeat a permanent failure", async () => {
    let tries = 0;
    const read = retrying({ clock: simulatedClock(), random: () => 1, isTransient }, async () => {
      tries += 1;
      throw new Error("lasting");
    });
    await expect(read).rejects.toThrow("lasting");
    expect(tries).toBe(1);
  });

  it("treat server failures as transient, and refusals as permanent", () => {
    expect([500, 502, 503, 504].every(isServerFailure)).toBe(true);
    expect([400, 401, 403, 404, 409, 429, 501].some(isServerFailure)).toBe(false);
  });
});

describe("concurrent work", () => {
  it("keeps the order and the limit of concurrency", async () => {
    let inside = 0;
    let most = 0;
    const clock = simulatedClock();
    const work = sideBySide([30, 10, 20, 40, 5], 2, async (pause) => {
      inside += 1;
      most = Math.max(most, inside);
      await clock.sleep(pause);
      inside -= 1;
      return pause * 2;
    });
    expect(await clock.run(work)).toEqual([60, 20, 40, 80, 10]);
    expect(most).toBe(2);
  });

  it("stops with the first error", async () => {
    const work = sideBySide([1, 2, 3], 2, async (item) => {
      if (item === 2) throw new Error("two");
      return item;
    });
    await expect(work).rejects.toThrow("two");
  });
});

describe("scopes", () => {
  it("records unread scopes, and stops requests to a provider that fails repeatedly", async () => {
    const scopes = createScopes((error) => (error as Error).message);
    let asked = 0;
    for (const name of ["a", "b", "c", "d", "e", "f", "g"])
      await scopes.attempt(name, async () => {
        asked += 1;
        throw new Error(`no ${name}`);
      });
    expect(asked).toBe(5);
    expect(scopes.unread).toHaveLength(7);
    expect(scopes.unread[0]).toEqual({ scope: "a", reason: "no a" });
    expect(scopes.unread[6]).toEqual({ scope: "g", reason: "not attempted after previous failures" });
  });

  it("returns the results that could be read", async () => {
    const scopes = createScopes(String);
    expect(await scopes.attempt("a", async () => 1)).toBe(1);
    expect(scopes.unread).toEqual([]);
  });
});
