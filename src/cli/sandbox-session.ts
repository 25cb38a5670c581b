import { OperationalError } from "../diagnostics/user-error.ts";
import { randomBytes } from "node:crypto";
import { resolve } from "node:path";
import type { CliEnvironment } from "./environment.ts";
import { checkRoot } from "./inputs.ts";
import { renderFindings } from "../report/text/findings.ts";
import { diverged } from "../sandbox/company/diverge.ts";
import { convergedWorld } from "../sandbox/company/live-world.ts";
import { googleSeed, oktaSeed } from "../sandbox/company/seeds.ts";
import { type RunningSandbox, startSandbox } from "../sandbox/core/server.ts";
import { createGoogleSandbox } from "../sandbox/google/google-sandbox.ts";
import { createOktaSandbox } from "../sandbox/okta/okta-sandbox.ts";
import type { Divergence } from "../sandbox/company/divergence.ts";
import { blockedDivergences, divergences } from "../sandbox/sample/divergences.ts";
import { isSampleRoot } from "./sample-company.ts";

/** The Okta and Google servers, on free ports of the loopback interface. */
export interface CompanySandbox {
  readonly okta: RunningSandbox;
  readonly google: RunningSandbox;
  readonly token: string;
  readonly close: () => Promise<void>;
}

/** none: as in access/; repairable: drift that one apply repairs; all: also drift that needs a person's decision. */
export type Drift = "none" | "repairable" | "all";

/** Limits far above the needs of a demo. Tests cover the published limits with an injected clock. */
const demoLimits = { okta: 1_000_000, google: 1_000_000 };

/**
 * Starts Okta and Google servers that hold the company of `root`; the sample company also gets its drift.
 * @throws OperationalError when the files of the company have errors
 */
export async function startCompanySandbox(
  options: { readonly root: string; readonly at?: string; readonly drift: Drift },
  environment: CliEnvironment,
): Promise<CompanySandbox> {
  const checked = await checkRoot(options, environment);
  if (checked.resolved === null)
    throw new OperationalError(`the sandbox needs a company without errors:\n${renderFindings(checked.findings)}`);
  const { model } = checked.resolved;
  const converged = convergedWorld(checked.resolved);
  const world = diverged(converged, differencesFor(options, environment), model);
  const systems = [...world.values()];
  const oktaSystem = systems.find(({ system }) => system.provider === "okta");
  const googleSystem = systems.find(({ system }) => system.provider === "google");
  if (oktaSystem === undefined || googleSystem === undefined)
    throw new OperationalError("the sandbox needs a company with an okta and a google system");
  const token = randomBytes(24).toString("base64url");
  const { clock } = environment;
  const domains = [...model.organization.domains, ...model.organization.groupDomains];
  const okta = await startSandbox(
    createOktaSandbox({ seed: oktaSeed(oktaSystem), clock, limits: { all: demoLimits.okta }, token }),
    { clock },
  );
  const google = await startSandbox(
    createGoogleSandbox({ seed: googleSeed(googleSystem, domains), clock, perMinute: demoLimits.google, token }),
    { clock },
  );
  return {
    okta,
    google,
    token,
    close: async () => {
      await Promise.all([okta.close(), google.close()]);
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
