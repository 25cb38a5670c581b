import type { ConnectedProvider } from "../../model/provider.ts";
import type { SandboxClock, SandboxService } from "../core/exchange.ts";
import { createGoogleSandbox } from "../google/google-sandbox.ts";
import { createOktaSandbox } from "../okta/okta-sandbox.ts";
import type { Lags } from "./lags.ts";
import type { LiveSystem } from "./live-world.ts";
import { googleSeed, oktaSeed } from "./seeds.ts";

export interface ProviderServiceOptions {
  readonly clock: SandboxClock;
  /** The one token that the service accepts. */
  readonly token: string;
  /** The domains of the organization. */
  readonly domains: readonly string[];
  /** Default: none. */
  readonly lags?: Lags;
}

/** Limits far above the needs of a demo. Tests cover the published limits with an injected clock. */
const demoLimit = 1_000_000;

type CreateService = (live: LiveSystem, options: ProviderServiceOptions) => SandboxService;

const table = {
  okta: (live, { clock, token, lags }) =>
    createOktaSandbox({ seed: oktaSeed(live), clock, limits: { all: demoLimit }, token, ...lags?.okta }),
  google: (live, { clock, token, domains, lags }) =>
    createGoogleSandbox({
      seed: googleSeed(live, domains),
      clock,
      perMinute: demoLimit,
      licensesPerMinute: demoLimit,
      token,
      ...lags?.google,
    }),
} as const satisfies Partial<Readonly<Record<ConnectedProvider, CreateService>>>;

/** A provider that has a sandbox. */
export type SandboxProvider = keyof typeof table;

/** The sandbox of each provider that has one: creates the service that holds a live system. */
export const providerServices: Readonly<Record<SandboxProvider, CreateService>> = table;

export const sandboxProviders = Object.keys(providerServices) as readonly SandboxProvider[];
