import type { RateReport } from "./rate-report.ts";

/** One provider limit as this process sees it: a fixed window, what we sent in it, and what the provider announced. */
export interface BudgetWindow {
  /** When the next request may be sent; null: now. */
  opensAt(now: number): number | null;
  /** Takes one request from the budget. */
  take(now: number): void;
  /** Learns from an answer; `backoff` is the wait after a refusal that announces no reset. */
  hear(report: RateReport, now: number, backoff: number): void;
  /** A request taken has ended, answered or not. */
  finish(): void;
}

export interface WindowOptions {
  readonly share: number;
  readonly reserve: number;
  readonly defaultLimit: number;
  readonly length: number;
}

/** A reset this much later than the one we knew belongs to the next window and is no rounding of the same one. */
const sameWindow = 2500;

/** Opens the account of one limit. */
export function createWindow({ share, reserve, defaultLimit, length }: WindowOptions): BudgetWindow {
  let limit = defaultLimit;
  /** End of the window our count belongs to; null before the first request. */
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
    // Requests still under way may be counted by the provider in the window that begins now.
    sent = underWay;
  }

  return {
    opensAt(now) {
      rollOver(now);
      if (now < blockedUntil) return blockedUntil;
      if (endsAt === null) return null;
      // `remaining` does not know yet about what is under way.
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
      if (report.limit !== null) limit = report.limit;
      const reset = report.resetsIn === null ? null : now + report.resetsIn;
      if (reset !== null) {
        const isNext = isAnnounced && endsAt !== null && reset > endsAt + sameWindow;
        if (isNext) {
          sent = underWay;
          remaining = null;
        }
        // Answers arrive out of order: an older reset never shortens the wait.
        endsAt = isAnnounced && endsAt !== null ? Math.max(endsAt, reset) : reset;
        isAnnounced = true;
      }
      if (report.remaining !== null)
        remaining = remaining === null ? report.remaining : Math.min(remaining, report.remaining);
      if (report.refused) blockedUntil = Math.max(blockedUntil, reset ?? now + backoff);
    },
    finish() {
      underWay -= 1;
    },
  };
}
