import { isGithubFailure } from "../ports/github-failure.ts";

/** Returns the answer, or null where the token may not see it. */
export async function visible<T>(read: () => Promise<T>): Promise<T | null> {
  try {
    return await read();
  } catch (error) {
    if (isGithubFailure(error, "denied", "not-found")) return null;
    throw error;
  }
}
