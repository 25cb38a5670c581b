import type { Job } from "./workflow.ts";

/** The environment with the keys of providers that can change access. */
export const applyEnvironment = "apply-write";
/** The environment with the key of the app that opens pull requests for issues. */
export const requestEnvironment = "request-write";
/** The environment with the key of the app that judges and reports reviews; it has no key of a provider. */
export const reviewEnvironment = "review-write";
export const environments = new Set(["plan-read", applyEnvironment, requestEnvironment, reviewEnvironment]);

const secretsOfApp = new Set(["ROLECALL_APP_ID", "ROLECALL_APP_PRIVATE_KEY"]);
const withApp = new Set([applyEnvironment, requestEnvironment, reviewEnvironment]);
const withoutProvider = new Set([requestEnvironment, reviewEnvironment]);

const secretsOf = ({ all }: Job): readonly string[] =>
  [...JSON.stringify(all).matchAll(/\bsecrets\.(\w+)/g)].map(([, name]) => name ?? "");

/** Returns the secrets of a job that belong to another environment: an app's key, or any other secret with that key. */
export const misplacedSecrets = (job: Job): readonly string[] =>
  secretsOf(job).filter((name) =>
    name === "ROLECALL_JOURNAL_KEY"
      ? job.environment !== applyEnvironment
      : secretsOfApp.has(name)
        ? !withApp.has(job.environment)
        : withoutProvider.has(job.environment),
  );

/** Matches jobs that can hold a provider's credential. */
export const canHoldProviderCredential = (job: Job): boolean =>
  job.isCredentialed &&
  (!withoutProvider.has(job.environment) || secretsOf(job).some((name) => !secretsOfApp.has(name)));
