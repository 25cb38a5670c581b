import type { UnreadScope } from "../model/observation.ts";

/** What could not be read, in words, kept while a provider is observed. */
export interface Scopes {
  readonly unread: readonly UnreadScope[];
  /** The answer, or undefined after noting the scope with the reason. */
  attempt<T>(scope: string, read: () => Promise<T>): Promise<T | undefined>;
  /** Notes that what was read of the scope cannot be the whole. */
  doubt(scope: string, reason: string): void;
}

/** Failures after which nothing more is asked of a provider that is evidently unwell, or has withdrawn our right. */
const patience = 5;

/** Starts an empty record; `reasonOf` puts an error into words that hold no secret. */
export function createScopes(reasonOf: (error: unknown) => string): Scopes {
  const unread: UnreadScope[] = [];
  let failures = 0;
  return {
    unread,
    async attempt(scope, read) {
      if (failures >= patience) {
        unread.push({ scope, reason: "not tried after the failures before it" });
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
