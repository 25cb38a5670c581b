/** An object that an event is about. */
export interface LogTarget {
  readonly id: string;
  readonly type: "User" | "UserGroup" | "AppInstance" | "GroupRule";
  readonly name: string;
}

/** One event. Instants are epoch milliseconds. */
export interface LogEntry {
  /** The position in the order of persistence. */
  readonly position: number;
  readonly type: string;
  readonly targets: readonly LogTarget[];
  readonly publishedAt: number;
  /** When the log shows the event. */
  readonly persistedAt: number;
}

/** The org's System Log: events in the order in which they are persisted, which is later than they happen by a lag. */
export class SystemLog {
  readonly #lagMs: number;
  #entries: LogEntry[] = [];
  #position = 0;

  constructor(lagMs: number) {
    this.#lagMs = lagMs;
  }

  record(type: string, targets: readonly LogTarget[], now: number): void {
    this.#position += 1;
    this.#entries.push({
      position: this.#position,
      type,
      targets,
      publishedAt: now,
      persistedAt: now + this.#lagMs,
    });
  }

  /** Removes all events: a seed has no history. */
  clear(): void {
    this.#entries = [];
  }

  /** Returns the events that the log shows: persisted, and not older than the retention. */
  shown(now: number, retentionMs: number): readonly LogEntry[] {
    return this.#entries.filter(
      ({ publishedAt, persistedAt }) => persistedAt <= now && publishedAt >= now - retentionMs,
    );
  }
}
