import { counted } from "../support/counted.ts";

/** Why requests wait: the provider's rate limit, or a pause before a failed read is repeated. */
export type WaitReason = "rate limit" | "retry";

/** What a command does at the moment, for its status line. */
export interface Activity {
  /** Steps in progress, with the instant at which each began. */
  readonly steps: Map<string, number>;
  /** Requests sent to the providers since the command began. */
  requests: number;
  /** Operations of an apply that have a result, of how many; null: none are applied. */
  operations: { readonly done: number; readonly total: number; readonly began: number } | null;
  /** Waits in progress, by system: the reason and the end. */
  readonly waits: Map<string, { readonly reason: WaitReason; readonly until: number }>;
}

export const newActivity = (): Activity => ({ steps: new Map(), requests: 0, operations: null, waits: new Map() });

/** Returns the activity as one line: the steps, the count, the rate, the time left, and what requests wait for. */
export function activityText({ steps, requests, operations, waits }: Activity, now: number): string {
  const began = Math.min(now, ...steps.values());
  const parts = [`${[...steps.keys()].join(", ")}: ${seconds(now - began)}`];
  if (operations !== null) parts.push(operationsText(operations, now));
  else if (requests > 0) parts.push(`${counted(requests, "request")} (${rate(requests, now - began)})`);
  for (const [system, { reason, until }] of waits)
    if (until > now) parts.push(`${system} waits ${seconds(until - now)} (${reason})`);
  return parts.join(", ");
}

function operationsText({ done, total, began }: NonNullable<Activity["operations"]>, now: number): string {
  const took = now - began;
  const left = done === 0 ? "" : `, ${seconds((took / done) * (total - done))} left`;
  return `${done} of ${counted(total, "operation")} (${rate(done, took)})${left}`;
}

const rate = (count: number, milliseconds: number): string =>
  `${((count * 1000) / Math.max(1000, milliseconds)).toFixed(1)}/s`;

/** Returns a time as seconds, or from two minutes on as minutes. */
function seconds(milliseconds: number): string {
  const whole = Math.max(0, Math.round(milliseconds / 1000));
  return whole < 120 ? `${whole} s` : `${Math.round(whole / 60)} min`;
}
