import type { RateReport } from "./rate-report.ts";

/** The state of one provider limit: a fixed window, the requests sent in it, and the announced values. */
export interface BudgetWindow {
  /** Returns when the next request may be sent; null: now. */
  opensAt(now: number): number | null;
  /** Takes one request from the budget. */
  take(now: number): void;
  /** Updates the state from a response. `backoff` is the wait after a refusal without an announced reset. */
  hear(report: RateReport, now: number, backoff: number): void;
  /** Returns the requests per window: the limit, whether the provider announced it, and our part. */
  limit(): WindowLimit;
  /** Records that a request finished, with or without a response. */
  finish(): void;
}

export interface WindowLimit {
  readonly limit: number;
  /** False: the limit is the default. */
  readonly isAnnounced: boolean;
  /** The requests that this process may send. */
  readonly ours: number;
}

export interface WindowOptions {
  readonly share: number;
  readonly reserve: number;
  readonly defaultLimit: number;
  readonly length: number;
}

/** A reset that is later by more than this belongs to the next window and is not a rounding difference. */
const sameWindow = 2500;

/** Creates the state of one limit. */
export function createWindow({ share, reserve, defaultLimit, length }: WindowOptions): BudgetWindow {
  let limit = defaultLimit;
  let isLimitAnnounced = false;
  /** The end of the window that is counted; null before the first request. */
  let endsAt: number | null = null;
  let isAnnounced = false;
  let sent = 0;
  let underWay = 0;
  let remaining: number | null = null;
  let blockedUntil = 0;

  const ours = (): number => Math.max(1, Math.floor(limit * share));
  const others = (): number => Math.floor(limit * reserve);

  function rollOver(now: number): void {
    if (endsAt === null || now < endsAt) return;
    endsAt = null;
    isAnnounced = false;
    remaining = null;
    // The provider can count requests in progress in the window that starts now.
    sent = underWay;
  }

  return {
    opensAt(now) {
      rollOver(now);
      if (now < blockedUntil) return blockedUntil;
      if (endsAt === null) return null;
      // `remaining` does not include requests in progress.
      const isReserved = remaining !== null && remaining - underWay <= others();
      return sent >= ours() || isReserved ? endsAt : null;
    },
    take(now) {
      rollOver(now);
      endsAt ??= now + length;
      sent += 1;
      underWay += 1;
    },
    hear(report, now, backoff) {
      rollOver(now);
      if (report.limit !== null) {
        limit = report.limit;
        isLimitAnnounced = true;
      }
      const reset = report.resetsIn === null ? null : now + report.resetsIn;
      if (reset !== null) {
        const isNext = isAnnounced && endsAt !== null && reset > endsAt + sameWindow;
        if (isNext) {
          sent = underWay;
          remaining = null;
        }
        // Responses arrive out of order: an older reset never shortens the wait.
        endsAt = isAnnounced && endsAt !== null ? Math.max(endsAt, reset) : reset;
        isAnnounced = true;
      }
      if (report.remaining !== null)
        remaining = remaining === null ? report.remaining : Math.min(remaining, report.remaining);
      if (report.refused) blockedUntil = Math.max(blockedUntil, reset ?? now + backoff);
    },
    limit: () => ({ limit, isAnnounced: isLimitAnnounced, ours: ours() }),
    finish() {
      underWay -= 1;
    },
  };
}
