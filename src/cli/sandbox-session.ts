import type { Lags } from "../sandbox/company/lags.ts";
import { OperationalError } from "../diagnostics/user-error.ts";
import { randomBytes } from "node:crypto";
import { resolve } from "node:path";
import type { CliEnvironment } from "./environment.ts";
import { checkRoot } from "./inputs.ts";
import { renderFindings } from "../report/text/findings.ts";
import { diverged } from "../sandbox/company/diverge.ts";
import { convergedWorld } from "../sandbox/company/live-world.ts";
import { providerServices, type SandboxProvider, sandboxProviders } from "../sandbox/company/provider-services.ts";
import { type RunningSandbox, startSandbox } from "../sandbox/core/server.ts";
import type { Divergence } from "../sandbox/company/divergence.ts";
import { blockedDivergences, divergences } from "../sandbox/sample/divergences.ts";
import { isSampleRoot } from "./sample-company.ts";

/** The Okta and Google servers, on free ports of the loopback interface. */
export interface CompanySandbox extends Readonly<Record<SandboxProvider, RunningSandbox>> {
  readonly token: string;
  readonly close: () => Promise<void>;
}

/** none: as in access/; repairable: drift that one apply repairs; all: also drift that needs a person's decision. */
export type Drift = "none" | "repairable" | "all";

/**
 * Starts Okta and Google servers that hold the company of `root`; the sample company also gets its drift.
 * @throws OperationalError when the files of the company have errors
 */
export async function startCompanySandbox(
  options: { readonly root: string; readonly at?: string; readonly drift: Drift; readonly lags?: Lags },
  environment: CliEnvironment,
): Promise<CompanySandbox> {
  const checked = await checkRoot(options, environment);
  if (checked.resolved === null)
    throw new OperationalError(`the sandbox needs a company without errors:\n${renderFindings(checked.findings)}`);
  const { model } = checked.resolved;
  const converged = convergedWorld(checked.resolved);
  const world = diverged(converged, differencesFor(options, environment), model);
  const live = sandboxProviders.map((provider) => ({
    provider,
    system: [...world.values()].find(({ system }) => system.provider === provider),
  }));
  const missing = live.filter(({ system }) => system === undefined).map(({ provider }) => provider);
  if (missing.length > 0)
    throw new OperationalError(
      `the sandbox needs a company with a system of each provider; missing: ${missing.join(", ")}`,
    );
  const { clock } = environment;
  const token = randomBytes(24).toString("base64url");
  const domains = [...model.organization.domains, ...model.organization.groupDomains];
  const servers = await Promise.all(
    live.flatMap(({ provider, system }) =>
      system === undefined
        ? []
        : [
            startSandbox(
              providerServices[provider](system, {
                clock,
                token,
                domains,
                ...(options.lags !== undefined && { lags: options.lags }),
              }),
              { clock },
            ).then((server) => [provider, server] as const),
          ],
    ),
  );
  return {
    ...(Object.fromEntries(servers) as Record<SandboxProvider, RunningSandbox>),
    token,
    close: async () => {
      await Promise.all(servers.map(([, server]) => server.close()));
    },
  };
}

/** Returns the drift of the sample company; none for another company, because the drift names users of the sample company. */
function differencesFor(
  { root, drift }: { readonly root: string; readonly drift: Drift },
  { cwd }: CliEnvironment,
): readonly Divergence[] {
  if (drift === "none" || !isSampleRoot(resolve(cwd, root))) return [];
  return drift === "all" ? [...divergences, ...blockedDivergences] : divergences;
}
