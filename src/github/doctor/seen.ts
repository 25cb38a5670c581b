import { GithubFailure } from "../../ports/github-failure.ts";
import type { Seen } from "./settings.ts";

/** Returns the setting as read, or the reason why GitHub does not show it. */
export async function seen<T>(read: () => Promise<T>): Promise<Seen<T>> {
  try {
    return { kind: "seen", value: await read() };
  } catch (error) {
    if (error instanceof GithubFailure) return { kind: "unknown", reason: error.message };
    throw error;
  }
}
