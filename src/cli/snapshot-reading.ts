import type { SnapshotDocument } from "../formats/answers.generated.ts";
import { formatInstant } from "../model/instant.ts";
import type { ObservedSystem } from "../model/observation.ts";

type RecordedSystem = SnapshotDocument["systems"][number];

/** Returns how a system was read in the snapshot format. */
export function recordedReading({ reading }: ObservedSystem): Pick<RecordedSystem, "reading"> {
  if (reading === undefined) return {};
  const { fullAt, startedAt, cursor, join, attributes } = reading;
  return {
    reading: {
      fullAt: formatInstant(fullAt),
      startedAt: formatInstant(startedAt),
      cursor,
      join,
      attributes: [...attributes],
    },
  };
}

/** Returns how the system of a snapshot was read. A snapshot of an earlier version does not record it. */
export function readingIn({ reading }: Pick<RecordedSystem, "reading">): Pick<ObservedSystem, "reading"> {
  if (reading === undefined) return {};
  const [fullAt, startedAt] = [Date.parse(reading.fullAt), Date.parse(reading.startedAt)];
  return Number.isNaN(fullAt) || Number.isNaN(startedAt) ? {} : { reading: { ...reading, fullAt, startedAt } };
}
