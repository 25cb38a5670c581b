import { OperationalError } from "../diagnostics/user-error.ts";
import type { AccessModel } from "../model/documents.ts";
import type { CompleteObservation } from "../model/observation.ts";
import { type Connection, scopeOf } from "../cli/connect.ts";
import type { CliEnvironment } from "../cli/environment.ts";
import { withProgress } from "../cli/progress.ts";

/**
 * Reads every system whole.
 * @throws OperationalError naming every scope that could not be read: what is unknown must not count as empty
 */
export async function observeAll(
  connections: readonly Connection[],
  model: AccessModel,
  environment: CliEnvironment,
  { allGroups = false }: { readonly allGroups?: boolean } = {},
): Promise<readonly CompleteObservation[]> {
  const observations = await Promise.all(
    connections.map(({ system, reader }) =>
      withProgress(`reading ${system.id}`, environment, () => reader.observe(scopeOf(system, model, allGroups))),
    ),
  );
  const unread = observations.flatMap((observation) =>
    observation.kind === "partial"
      ? observation.unread.map(({ scope, reason }) => `${observation.system}: ${scope}: ${reason}`)
      : [],
  );
  if (unread.length > 0)
    throw new OperationalError(
      `not everything could be read, so nothing was planned or written:\n  ${unread.join("\n  ")}\nRun again; if it stays, look at the credential's rights and the provider's status (rolecall explain provider/unread).`,
    );
  return observations.filter((observation) => observation.kind === "complete");
}
