import type { JournalRecord, Lease } from "../ports/journal.ts";

/** How long a lease lasts from the record that takes or continues it. Unit: milliseconds. */
export const leaseLength = 300_000;

/** A lease with less time left is continued before the next write. Unit: milliseconds. */
export const continueBelow = 150_000;

/** No write is sent with less time left: it could take effect after another run has taken over. Unit: milliseconds. */
export const leastRemaining = 30_000;

/** Returns the last lease in these records; null: no run has taken one. */
export function leaseIn(records: readonly JournalRecord[]): Lease | null {
  let lease: Lease | null = null;
  for (const record of records) {
    if (record.kind === "lease") {
      const { run, epoch, end } = record;
      lease = { run, epoch, end, isReleased: false };
    }
    if (record.kind === "lease-released" && lease?.epoch === record.epoch) lease = { ...lease, isReleased: true };
  }
  return lease;
}

/** Returns whether the lease excludes other runs at this instant. */
export function isLive({ end, isReleased }: Lease, now: number): boolean {
  return !isReleased && now < Date.parse(end);
}
