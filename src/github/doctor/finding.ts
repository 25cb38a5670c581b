import type { Seen } from "./settings.ts";

/**
 * A departure of the repository's settings from what Rolecall's safety rests on.
 * `wrong`: the setting was read and is not as it has to be; `unknown`: it could not be read, which is never "fine".
 */
export interface DoctorFinding {
  /** Stays the same over versions, for example `branch/last-push-approval`. */
  readonly id: string;
  readonly verdict: "wrong" | "unknown";
  /** What is the case and why it matters. */
  readonly message: string;
  /** What to change, with the way to it in GitHub's settings pages; for `unknown`: how to let it be read. */
  readonly remedy: string;
  /** The workflow rule or threat that asks for it, by its number in docs/threat-model.md. Part of the JSON alone. */
  readonly rule: string;
}

/** What a finding is about, whatever its verdict. */
export interface Topic {
  readonly id: string;
  readonly rule: string;
  /** The setting's name, to follow "cannot be read:". */
  readonly subject: string;
}

export function wrong({ id, rule }: Topic, message: string, remedy: string): DoctorFinding {
  return { id, verdict: "wrong", message, remedy, rule };
}

export function unknown({ id, rule, subject }: Topic, reason?: string): DoctorFinding {
  return {
    id,
    verdict: "unknown",
    message: `Cannot be read: ${subject}.${reason === undefined ? "" : ` ${reason}`}`,
    remedy:
      "Run rolecall doctor with a token that may read the repository's administration, environments, secrets' names and actions; until then, look at the setting by hand.",
    rule,
  };
}

/** Judges what was seen, or says that it was not. */
export function judged<T>(
  seen: Seen<T>,
  topic: Topic,
  judge: (value: T) => readonly DoctorFinding[],
): readonly DoctorFinding[] {
  return seen.kind === "seen" ? judge(seen.value) : [unknown(topic, seen.reason)];
}
