import { createHash } from "node:crypto";
import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { OperationalError, UsageError } from "../diagnostics/user-error.ts";
import type { AccessModel, SystemId } from "../model/documents.ts";
import { addDuration, type Duration, parseDuration } from "../model/duration.ts";
import { formatInstant, type Instant } from "../model/instant.ts";
import { durationText } from "../model/instant-text.ts";
import type { CompleteObservation, UnreadSystem } from "../model/observation.ts";
import { isConnected } from "../model/provider.ts";
import type { PlannedSnapshot } from "../plan/plan.ts";
import { readSnapshot } from "./snapshot.ts";

/** Which snapshots a plan takes. */
export interface SnapshotRequest {
  /** Files, or folders whose `.json` files are taken. */
  readonly paths: readonly string[];
  /** The SHA-256 that the files may have, as 64 hexadecimal digits; null: any. */
  readonly hashes: ReadonlySet<string> | null;
  readonly maxAge: Duration;
  /** The instant from which the age counts. */
  readonly now: Instant;
}

export interface ReadSnapshots {
  readonly observations: readonly CompleteObservation[];
  /** The systems that no file has. */
  readonly unread: readonly UnreadSystem[];
  readonly snapshots: readonly PlannedSnapshot[];
}

const defaultMaxAge = "PT2H";

/**
 * Returns the age up to which a snapshot is taken.
 * @throws UsageError for a text that is not a positive duration
 */
export function maxAgeOf(text: string = defaultMaxAge): Duration {
  const duration = parseDuration(text);
  if (duration !== undefined && duration.milliseconds + duration.months > 0) return duration;
  throw new UsageError(`--max-age is not valid: expected a duration such as PT2H or P7D, got ${JSON.stringify(text)}.`);
}

/**
 * Returns the SHA-256 values of the option. An empty value is the one of a system whose job failed: it allows no file.
 * @throws UsageError for another text
 */
export function hashesOf(texts: readonly string[] | undefined): ReadonlySet<string> | null {
  if (texts === undefined) return null;
  const wrong = texts.find((text) => !/^(?:[0-9a-f]{64})?$/.test(text));
  if (wrong === undefined) return new Set(texts.filter((text) => text !== ""));
  throw new UsageError(
    `--observed-sha256 is not valid: expected 64 hexadecimal digits in lower case, got ${JSON.stringify(wrong)}.`,
  );
}

/**
 * Reads the recorded snapshots for the systems of a model. A system that no file has is not read.
 * @throws OperationalError for a file that is not a snapshot, is too old or has another hash, and for a system in two files
 */
export function readSnapshots(request: SnapshotRequest, model: AccessModel): ReadSnapshots {
  const files = request.paths.flatMap(filesIn);
  const read = files.map((path) => readOne(path, request, model));
  const pathOf = new Map<string, string>();
  for (const [index, { observations }] of read.entries())
    for (const { observed } of observations) {
      const [path = "", other] = [files[index], pathOf.get(observed.system)];
      if (other !== undefined)
        throw new OperationalError(`${observed.system} is in two snapshots: ${other} and ${path}. Remove one of them.`);
      pathOf.set(observed.system, path);
    }
  const systems = [...model.systems.values()].filter(({ provider }) => isConnected(provider)).map(({ id }) => id);
  const missing = systems.filter((id) => !pathOf.has(id));
  if (systems.length > 0 && missing.length === systems.length)
    throw new OperationalError(
      `no system of the files is in a snapshot: expected ${systems.join(", ")} in ${request.paths.join(", ")}. Record one with: rolecall observe --out snapshot.json`,
    );
  return {
    observations: read.flatMap(({ observations }) => observations),
    unread: missing.map(absent),
    snapshots: read.map(({ snapshot }) => snapshot).filter((snapshot) => snapshot.systems.length > 0),
  };
}

const absent = (system: SystemId): UnreadSystem => ({
  kind: "partial",
  system,
  unread: [{ scope: "the system", reason: "no snapshot has it; record one with: rolecall observe --system" }],
});

function filesIn(path: string): readonly string[] {
  if (statSync(path, { throwIfNoEntry: false })?.isDirectory() !== true) return [path];
  const names = readdirSync(path).filter((name) => name.endsWith(".json"));
  return names.sort().map((name) => join(path, name));
}

function readOne(path: string, { hashes, maxAge, now }: SnapshotRequest, model: AccessModel) {
  const isThere = statSync(path, { throwIfNoEntry: false })?.isFile() === true;
  const bytes = isThere ? readFileSync(path) : undefined;
  const sha256 = createHash("sha256")
    .update(bytes ?? "")
    .digest("hex");
  if (bytes !== undefined && hashes?.has(sha256) === false)
    throw new OperationalError(
      `${path} is not the expected snapshot: its SHA-256 is ${sha256}, and --observed-sha256 does not have it. Run the job that records it again.`,
    );
  const observations = readSnapshot(path, model, { bytes, isPart: true });
  const [first] = observations;
  if (first !== undefined && addDuration(first.at, maxAge) < now)
    throw new OperationalError(
      `${path} is too old: it was recorded at ${formatInstant(first.at)}, ${ageText(now - first.at)} ago: expected at most ${durationText(maxAge)}. Record it again, or allow an older one with --max-age.`,
    );
  const snapshot: PlannedSnapshot = {
    systems: observations.map(({ observed }) => observed.system),
    at: formatInstant(first?.at ?? now),
    sha256,
  };
  return { observations, snapshot };
}

/** Returns an age in whole minutes. */
const ageText = (milliseconds: number): string =>
  durationText({ months: 0, milliseconds: Math.floor(milliseconds / 60_000) * 60_000 });
