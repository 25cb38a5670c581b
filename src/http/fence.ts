import { AsyncLocalStorage } from "node:async_hooks";
import type { Fence } from "../ports/access.ts";

/** The request was not sent: the fence of its write refused it, or the run was interrupted while it waited. */
export class NotSent extends Error {
  override readonly name = "NotSent";
}

// The SDKs have no parameter that reaches their transport.
const fences = new AsyncLocalStorage<Fence>();

/** Does the work of one write. Its requests find the fence with `currentFence`. */
export function withFence<T>(fence: Fence | undefined, work: () => Promise<T>): Promise<T> {
  return fence === undefined ? work() : fences.run(fence, work);
}

/** Returns the fence of the write that is carried out; undefined: there is none. */
export const currentFence = (): Fence | undefined => fences.getStore();
