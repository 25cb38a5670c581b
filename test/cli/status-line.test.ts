import { describe, expect, it } from "vitest";
import { activityText, newActivity } from "../../src/cli/activity.ts";
import { statusLine } from "../../src/cli/status-line.ts";
import { watchedPacer } from "../../src/cli/wiring/watched-pacer.ts";
import { retrying } from "../../src/http/retrying.ts";
import { silent } from "../../src/http/rate-report.ts";
import { aClockFrom } from "../support/clock.ts";

describe("the text of the activity", () => {
  it("has the steps, the requests and their rate", () => {
    const activity = { ...newActivity(), requests: 30 };
    activity.steps.set("reading okta", 1000).set("reading google", 3000);
    expect(activityText(activity, 11_000)).toBe("reading okta, reading google: 10 s, 30 requests (3.0/s)");
  });

  it("has the operations, their rate and the time left", () => {
    const activity = { ...newActivity(), requests: 99, operations: { done: 20, total: 60, began: 1000 } };
    activity.steps.set("applying", 1000);
    expect(activityText(activity, 11_000)).toBe("applying: 10 s, 20 of 60 operations (2.0/s), 20 s left");
    expect(activityText({ ...activity, operations: { done: 1, total: 60, began: 1000 } }, 11_000)).toContain(
      ", 10 min left",
    );
  });

  it("has the reason of each wait that is not over", () => {
    const activity = newActivity();
    activity.steps.set("reading okta", 0);
    activity.waits.set("okta", { reason: "rate limit", until: 30_000 }).set("google", { reason: "retry", until: 5 });
    expect(activityText(activity, 1000)).toBe("reading okta: 1 s, okta waits 29 s (rate limit)");
  });
});

describe("the status line", () => {
  const aLine = (columns: number) => {
    const written: string[] = [];
    const screen = { columns: () => columns, hasColour: false, isTerminal: true };
    return { written, line: statusLine((text) => void written.push(text), screen) };
  };
  const clear = "\r\u001b[K";

  it("is rewritten, cut to the width, and cleared before other text", () => {
    const { written, line } = aLine(10);
    line.show("reading okta");
    line.print("done\n");
    line.hide();
    expect(written).toEqual([`${clear}reading …`, clear, "done\n"]);
  });
});

describe("the waits of a system", () => {
  const limited = { system: "okta", bucket: "users", defaultLimit: 1 };

  it("are for the rate limit while a request is not sent, and are recorded until they end", async () => {
    const activity = newActivity();
    const seen: unknown[] = [];
    const clock = aClockFrom(0);
    const watched = {
      now: () => clock.now(),
      sleep: async (wait: number) => {
        seen.push(activity.waits.get("okta")?.reason);
        await clock.sleep(wait);
      },
    };
    const pacer = watchedPacer("okta", { clock: watched, random: () => 0, share: 1, inFlight: 2 }, activity);
    let isRefused = true;
    const send = () =>
      pacer.send({
        ...limited,
        send: async () => "answer",
        report: () => {
          const report = isRefused ? { ...silent, refused: true, resetsIn: 2000 } : silent;
          isRefused = false;
          return report;
        },
      });
    expect(await send()).toBe("answer");
    expect(seen.length).toBeGreaterThan(0);
    expect(new Set(seen)).toEqual(new Set(["rate limit"]));
    expect([activity.requests, activity.waits.size]).toEqual([2, 0]);

    seen.length = 0;
    let fails = true;
    const { clock: paced, random } = pacer;
    await retrying({ clock: paced, random, isTransient: () => true }, async () => {
      if (fails) {
        fails = false;
        throw new Error("broken");
      }
    });
    expect(seen).toEqual(["retry"]);
  });
});
