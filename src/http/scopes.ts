import type { UnreadScope } from "../model/observation.ts";

/** Records the scopes that could not be read while a provider is observed. */
export interface Scopes {
  readonly unread: readonly UnreadScope[];
  /** Returns the result; undefined after recording the scope with the reason. */
  attempt<T>(scope: string, read: () => Promise<T>): Promise<T | undefined>;
  /** Records that the content read for the scope is not complete. */
  doubt(scope: string, reason: string): void;
}

/** Returns the reasons by scope. */
export const unreadIn = ({ unread }: Pick<Scopes, "unread">): Readonly<Record<string, string>> =>
  Object.fromEntries(unread.map(({ scope, reason }) => [scope, reason]));

/** The number of failures after which a provider is not asked again: it is unavailable or denies access. */
const maxFailures = 5;

/** Creates an empty record. `reasonOf` returns a text for an error, without secrets. */
export function createScopes(reasonOf: (error: unknown) => string): Scopes {
  const unread: UnreadScope[] = [];
  let failures = 0;
  return {
    unread,
    async attempt(scope, read) {
      if (failures >= maxFailures) {
        unread.push({ scope, reason: "not attempted after previous failures" });
        return undefined;
      }
      try {
        return await read();
      } catch (error) {
        failures += 1;
        unread.push({ scope, reason: reasonOf(error) });
        return undefined;
      }
    },
    doubt(scope, reason) {
      unread.push({ scope, reason });
    },
  };
}
