import { describe, expect, it } from "vitest";
import { createPacer } from "../../src/http/pacer.ts";
import { silent } from "../../src/http/rate-report.ts";
import { retrying } from "../../src/http/retrying.ts";
import { createReadStop, currentReadSignal, Interrupted, sendUntil } from "../../src/http/stopped-reads.ts";
import { simulatedClock } from "./simulated-clock.ts";

const never = <T>(): Promise<T> => new Promise<T>(() => undefined);
const pacerWith = (signal: AbortSignal) =>
  createPacer({ clock: simulatedClock(), random: () => 0.5, share: 1, inFlight: 100, signal });
const request = <T>(send: () => Promise<T>, isRead = true) => ({
  system: "okta",
  bucket: "/users",
  defaultLimit: 1000,
  isRead,
  send,
  report: () => silent,
});

describe("the reads of an interrupted run", () => {
  it("end at once while they are in flight, and their transport sees the signal", async () => {
    const run = new AbortController();
    let seen: AbortSignal | undefined;
    const reading = pacerWith(run.signal).send(
      request(() => {
        seen = currentReadSignal();
        return never();
      }),
    );
    const ended = expect(reading).rejects.toBeInstanceOf(Interrupted);
    await Promise.resolve().then(() => Promise.resolve());
    run.abort();
    await ended;
    expect(seen?.aborted).toBe(true);
  });

  it("may begin afterwards, for a short time", async () => {
    const run = new AbortController();
    const pacer = pacerWith(run.signal);
    run.abort();
    expect(pacer.readSignal()?.aborted).toBe(false);
    expect(await pacer.send(request(async () => "read back"))).toBe("read back");
  });

  it("are not repeated", async () => {
    const run = new AbortController();
    const { signal } = createReadStop(run.signal);
    let tries = 0;
    const reading = retrying(
      { clock: simulatedClock(), random: () => 0.5, isTransient: (error) => !(error instanceof Interrupted) },
      () => {
        tries += 1;
        return sendUntil(signal(), never);
      },
    );
    run.abort();
    await expect(reading).rejects.toBeInstanceOf(Interrupted);
    expect(tries).toBe(1);
  });

  it("do not end a write in flight", async () => {
    const run = new AbortController();
    let finish = (_text: string): void => undefined;
    const writing = pacerWith(run.signal).send(
      request(() => new Promise<string>((resolve) => (finish = resolve)), false),
    );
    await new Promise((resolve) => setImmediate(resolve));
    run.abort();
    finish("written");
    expect(await writing).toBe("written");
  });

  it("can be many at a time without a warning", async () => {
    const warnings: string[] = [];
    const heard = ({ name }: Error): void => void warnings.push(name);
    process.on("warning", heard);
    const run = new AbortController();
    const pacer = pacerWith(run.signal);
    const reads = Array.from({ length: 50 }, () => pacer.send(request(never)).catch((error: unknown) => error));
    await new Promise((resolve) => setImmediate(resolve));
    run.abort();
    for (const ended of await Promise.all(reads)) expect(ended).toBeInstanceOf(Interrupted);
    await new Promise((resolve) => setImmediate(resolve));
    process.off("warning", heard);
    expect(warnings).toEqual([]);
  });
});
