import { describe, expect, it } from "vitest";
import { refused, silent } from "../../src/http/rate-report.ts";
import { createWindow } from "../../src/http/window.ts";

const ofTwo = () => createWindow({ share: 1, reserve: 0, defaultLimit: 2, length: 60_000 });

describe("a window", () => {
  it("allows its share of requests, then none until its end", () => {
    const window = ofTwo();
    window.take(0);
    window.take(10);
    expect(window.opensAt(20)).toBe(60_000);
    expect(window.opensAt(60_000)).toBeNull();
  });

  it("also counts a request in progress in the next window, as the provider can", () => {
    const window = ofTwo();
    window.take(0);
    window.finish();
    window.take(59_000);
    window.take(60_000);
    expect(window.opensAt(60_001)).toBe(120_000);
  });

  it("allows one request if the share is less than one", () => {
    const window = createWindow({ share: 0.1, reserve: 0, defaultLimit: 2, length: 60_000 });
    expect(window.opensAt(0)).toBeNull();
    window.take(0);
    expect(window.opensAt(0)).toBe(60_000);
  });

  it("never shortens the wait after a late response", () => {
    const window = ofTwo();
    window.take(0);
    window.hear({ ...refused, resetsIn: 50_000 }, 0, 0);
    window.hear({ ...silent, resetsIn: 10_000 }, 0, 0);
    expect(window.opensAt(20_000)).toBe(50_000);
  });

  it("applies an announced limit that is lower than the default", () => {
    const window = createWindow({ share: 1, reserve: 0, defaultLimit: 100, length: 60_000 });
    window.take(0);
    window.hear({ ...silent, limit: 1, remaining: 0, resetsIn: 30_000 }, 100, 0);
    expect(window.opensAt(200)).toBe(30_100);
  });
});
