import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import type { RunningSandbox } from "../../src/sandbox/core/server.ts";
import { createOpenApiChecker } from "./openapi-checker.ts";
import type { OpenApiChecker, OpenApiDocument } from "./openapi-checker.ts";

const location = fileURLToPath(new URL("okta/okta-management.openapi.json", import.meta.url));

/**
 * Returns Okta's description of its Management API, trimmed to the operations of the sandbox.
 *
 * @throws if the file is missing, is not JSON or has no operation, because then nothing would be checked
 */
export function oktaDescription(file: string = location): OpenApiDocument {
  const document = JSON.parse(readFileSync(file, "utf8")) as Partial<OpenApiDocument>;
  const { paths } = document;
  if (paths === undefined || Object.keys(paths).length === 0)
    throw new Error(`${file} does not describe an operation.`);
  return { ...document, paths };
}

export interface ExchangeCheck {
  /** Returns the number of checked exchanges. */
  readonly judged: () => number;
  /** Returns the violations of the description, each once. */
  readonly violations: () => readonly string[];
  readonly stop: () => void;
}

let known: OpenApiChecker | undefined;

/**
 * Checks every later exchange of a running Okta sandbox against Okta's description: path, method, query and body of the
 * request, status and body of the response (except responses of a fault). Call it directly after
 * `startSandbox`, and at the end of the test: `expect(check.violations()).toEqual([])`.
 *
 * The token endpoint is not part of the Management API and is not checked.
 */
export function checkOktaExchanges(sandbox: RunningSandbox): ExchangeCheck {
  const checker = (known ??= createOpenApiChecker(oktaDescription()));
  const found = new Set<string>();
  let judged = 0;
  const stop = sandbox.onExchange((exchange) => {
    if (exchange.request.path.startsWith("/oauth2/")) return;
    judged += 1;
    for (const violation of checker.check(exchange)) found.add(violation);
  });
  return { judged: () => judged, violations: () => [...found], stop };
}
