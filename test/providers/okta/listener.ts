import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";
import { atTestEnd } from "../../support/cleanup.ts";

export interface Heard {
  readonly url: string;
  readonly authorization: string | undefined;
  readonly userAgent: string | undefined;
  readonly body: string;
}

export interface Listener {
  readonly url: string;
  readonly heard: readonly Heard[];
}

/** Starts a server that records requests and gives every request the same response, with a `date` only if given. Closed after the test. */
export async function aListener(
  answer: {
    readonly status?: number;
    readonly headers?: Readonly<Record<string, string>>;
    readonly body?: string;
    /** The body for the path of a token endpoint, with status 200. */
    readonly tokens?: Readonly<Record<string, string>>;
  } = {},
): Promise<Listener> {
  const { status = 200, headers = {}, body = "[]", tokens = {} } = answer;
  const heard: Heard[] = [];
  const server = createServer((request, response) => {
    const { authorization, "user-agent": userAgent } = request.headers;
    void text(request).then((sent) => {
      heard.push({ url: request.url ?? "", authorization, userAgent, body: sent });
      response.sendDate = false;
      const token = tokens[request.url ?? ""];
      response.writeHead(token === undefined ? status : 200, { "content-type": "application/json", ...headers });
      response.end(token ?? body);
    });
  });
  await new Promise<void>((resolve) => {
    server.listen(0, "127.0.0.1", resolve);
  });
  atTestEnd(
    () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  );
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, heard };
}
