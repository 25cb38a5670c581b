import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { atTestEnd } from "./cleanup.ts";

/** A host that counts the requests that it gets. */
export async function aStranger(): Promise<{ readonly url: string; readonly count: () => number }> {
  let count = 0;
  const server = createServer((_, response) => {
    count += 1;
    response.writeHead(200, { "content-type": "application/json" }).end("[]");
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  atTestEnd(() => new Promise<void>((resolve) => void server.close(() => resolve())));
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, count: () => count };
}
