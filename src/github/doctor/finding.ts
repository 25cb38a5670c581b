import { pageOf } from "./settings-pages.ts";
import type { Seen } from "./settings.ts";

/**
 * A repository setting that differs from what Rolecall needs to be safe.
 * `wrong`: the setting was read and has the wrong value; `unknown`: the setting could not be read, so it may be wrong.
 */
export interface DoctorFinding {
  /** Stable across versions, for example `branch/last-push-approval`. */
  readonly id: string;
  readonly verdict: "wrong" | "unknown";
  /** States the current setting and its effect. */
  readonly message: string;
  /** States what to change, with the path in GitHub's settings pages; for `unknown`: how to make the setting readable. */
  readonly remedy: string;
  /** The workflow rule or threat that requires the setting, by its number in docs/threat-model.md. Only in the JSON. */
  readonly rule: string;
  /** The page of the setting on GitHub, below the address of the repository. */
  readonly page: string;
}

/** The setting that a finding is about, independent of its verdict. */
export interface Topic {
  readonly id: string;
  readonly rule: string;
  /** The setting's name, printed after "Unknown setting:". */
  readonly subject: string;
}

export function wrong({ id, rule }: Topic, message: string, remedy: string): DoctorFinding {
  return { id, verdict: "wrong", message, remedy, rule, page: pageOf(id) };
}

export function unknown({ id, rule, subject }: Topic, reason?: string): DoctorFinding {
  return {
    id,
    verdict: "unknown",
    message: `Unknown setting: ${subject}.${reason === undefined ? "" : ` ${reason}`}`,
    remedy:
      "Run rolecall doctor with a token that may read administration, environments, secrets and actions of the repository. Until then, check the setting by hand on its page.",
    rule,
    page: pageOf(id),
  };
}

/** Judges a setting that was read; returns an `unknown` finding for one that was not. */
export function judged<T>(
  seen: Seen<T>,
  topic: Topic,
  judge: (value: T) => readonly DoctorFinding[],
): readonly DoctorFinding[] {
  return seen.kind === "seen" ? judge(seen.value) : [unknown(topic, seen.reason)];
}
