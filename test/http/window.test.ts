import { describe, expect, it } from "vitest";
import { refused, silent } from "../../src/http/rate-report.ts";
import { createWindow } from "../../src/http/window.ts";

const ofTwo = () => createWindow({ share: 1, reserve: 0, defaultLimit: 2, length: 60_000 });

describe("a window", () => {
  it("is open for its share, then closed until its end", () => {
    const window = ofTwo();
    window.take(0);
    window.take(10);
    expect(window.opensAt(20)).toBe(60_000);
    expect(window.opensAt(60_000)).toBeNull();
  });

  it("counts a request that is still under way in the next window as well: the provider may", () => {
    const window = ofTwo();
    window.take(0);
    window.finish();
    window.take(59_000);
    window.take(60_000);
    expect(window.opensAt(60_001)).toBe(120_000);
  });

  it("lets one request through even where the share is less than one", () => {
    const window = createWindow({ share: 0.1, reserve: 0, defaultLimit: 2, length: 60_000 });
    expect(window.opensAt(0)).toBeNull();
    window.take(0);
    expect(window.opensAt(0)).toBe(60_000);
  });

  it("never lets an answer that comes late shorten the wait", () => {
    const window = ofTwo();
    window.take(0);
    window.hear({ ...refused, resetsIn: 50_000 }, 0, 0);
    window.hear({ ...silent, resetsIn: 10_000 }, 0, 0);
    expect(window.opensAt(20_000)).toBe(50_000);
  });

  it("keeps to a limit that turns out to be smaller than believed", () => {
    const window = createWindow({ share: 1, reserve: 0, defaultLimit: 100, length: 60_000 });
    window.take(0);
    window.hear({ ...silent, limit: 1, remaining: 0, resetsIn: 30_000 }, 100, 0);
    expect(window.opensAt(200)).toBe(30_100);
  });
});
