import { currentFence, NotSent } from "../../http/fence.ts";
import type { GoogleClient } from "./client.ts";
import { type GoogleRefusal, refusalOf } from "./failure.ts";

/** A new group returns 404 for up to 45 seconds before it accepts members and shows its settings. */
const pause = 5000;
const maxAttempts = 12;

const interrupted = "the run was interrupted while the write waited for the new group, which had not taken it";

const namesGroup = ({ missing }: GoogleRefusal): boolean => missing === "group";

/**
 * Sends a request about a group, and again while a new group is not ready. Throws any other refusal.
 * @param isNotReady returns whether a refusal can be that of a new group; default: a 404 that names the group
 */
export async function whenReady<T>(
  client: GoogleClient,
  group: string,
  send: () => Promise<T>,
  isNotReady: (refusal: GoogleRefusal) => boolean = namesGroup,
): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await send();
    } catch (error) {
      const refusal = refusalOf(error);
      if (refusal === null || !isNotReady(refusal) || attempt >= maxAttempts) throw error;
      // Nothing was processed. If the group exists, it is not ready yet.
      await client.read(() => client.api.groups.get({ groupKey: group }));
      await client.clock.sleep(pause, currentFence()?.signal).catch(() => Promise.reject(new NotSent(interrupted)));
    }
  }
}
