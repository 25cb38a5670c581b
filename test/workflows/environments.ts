import type { Job } from "./workflow.ts";

/** Keys of a provider that can change access stand in this environment. */
export const applyEnvironment = "apply-write";
/** The key of the app that opens pull requests for issues stands in this one. */
export const requestEnvironment = "request-write";
/** The key of the app that judges reviews and tells of them stands in this one, and nothing of a provider. */
export const reviewEnvironment = "review-write";
export const environments = new Set(["plan-read", applyEnvironment, requestEnvironment, reviewEnvironment]);

const secretsOfApp = new Set(["ROLECALL_APP_ID", "ROLECALL_APP_PRIVATE_KEY"]);
const withApp = new Set([applyEnvironment, requestEnvironment, reviewEnvironment]);
const withoutProvider = new Set([requestEnvironment, reviewEnvironment]);

const secretsOf = ({ all }: Job): readonly string[] =>
  [...JSON.stringify(all).matchAll(/\bsecrets\.(\w+)/g)].map(([, name]) => name ?? "");

/** The secrets of a job that do not belong into its environment: an app's key, or something else beside an app's key alone. */
export const misplacedSecrets = (job: Job): readonly string[] =>
  secretsOf(job).filter((name) =>
    secretsOfApp.has(name) ? !withApp.has(job.environment) : withoutProvider.has(job.environment),
  );

/** Whether a job can hold a provider's credential. */
export const isBesideProvider = (job: Job): boolean =>
  job.isCredentialed &&
  (!withoutProvider.has(job.environment) || secretsOf(job).some((name) => !secretsOfApp.has(name)));
