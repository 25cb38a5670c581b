import { existsSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import type { RunningSandbox } from "../../src/sandbox/core/server.ts";
import { createOpenApiChecker } from "./openapi-checker.ts";
import type { OpenApiChecker, OpenApiDocument } from "./openapi-checker.ts";

/** Beside the checkout, never in it: the description is its publisher's. */
const location = fileURLToPath(new URL("../../../shared/contracts/okta-management.openapi.json", import.meta.url));

export type OktaContract =
  | { readonly kind: "available"; readonly checker: OpenApiChecker }
  | { readonly kind: "not available"; readonly reason: string };

/** Okta's description of its Management API, if it stands beside the checkout. */
export function oktaContract(file: string = location): OktaContract {
  if (!existsSync(file)) return { kind: "not available", reason: `there is no ${file}` };
  const document = JSON.parse(readFileSync(file, "utf8")) as OpenApiDocument;
  return { kind: "available", checker: createOpenApiChecker(document) };
}

export interface ExchangeCheck {
  readonly kind: OktaContract["kind"];
  /** How many exchanges were judged so far. */
  readonly judged: () => number;
  /** What did not keep to the description so far, each thing once. Empty when the description is not available. */
  readonly violations: () => readonly string[];
  readonly stop: () => void;
}

let known: OktaContract | undefined;

/**
 * Judges every exchange of a running Okta sandbox by Okta's own description, from now on: path, method, query and
 * body of the request, status and body of the answer (not of one that a fault made). Switch it on right after
 * `startSandbox`, and at the end of the test: `expect(check.violations()).toEqual([])`. Where the description does not
 * stand beside the checkout it says so on the console, once, and judges nothing.
 *
 * The token endpoint is not a part of the Management API and is passed over.
 */
export function checkOktaExchanges(sandbox: RunningSandbox, contract: OktaContract = sharedContract()): ExchangeCheck {
  if (contract.kind === "not available")
    return { kind: contract.kind, judged: () => 0, violations: () => [], stop: () => {} };
  const found = new Set<string>();
  let judged = 0;
  const stop = sandbox.onExchange((exchange) => {
    if (exchange.request.path.startsWith("/oauth2/")) return;
    judged += 1;
    for (const violation of contract.checker.check(exchange)) found.add(violation);
  });
  return { kind: contract.kind, judged: () => judged, violations: () => [...found], stop };
}

function sharedContract(): OktaContract {
  if (known === undefined) {
    known = oktaContract();
    if (known.kind === "not available")
      console.warn(`Skipped: the check of Okta exchanges against the published description (${known.reason}).`);
  }
  return known;
}
