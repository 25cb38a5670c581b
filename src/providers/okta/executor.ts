import type { DefaultRequestExecutor, RequestExecutor } from "@okta/okta-sdk-nodejs";
import type { OktaAuthorization } from "./authorization.ts";
import type { SdkRequest, SdkResponse } from "./send.ts";
import type { OktaTransport } from "./transport.ts";

/**
 * Creates the executor of all requests of the SDK. Each sending gets its own authorization, and a request whose authorization
 * was rejected is sent once more with another one: Okta did not process it.
 */
export function authorizedExecutor(
  executor: DefaultRequestExecutor,
  transport: OktaTransport,
  authorization: OktaAuthorization,
): RequestExecutor {
  executor.fetch = async (request: SdkRequest): Promise<SdkResponse> => {
    const url = transport.checked(request);
    const method = (request.method ?? "GET").toUpperCase();
    for (let attempt = 1; ; attempt += 1) {
      const prepared = await authorization.prepare(request.agent);
      const response = await transport.send({ url, method }, () => ({
        ...request,
        headers: { ...request.headers, ...prepared.headers(method, url.href) },
      }));
      if (!prepared.canReplace(response) || attempt > 1) return response;
    }
  };
  return executor;
}
