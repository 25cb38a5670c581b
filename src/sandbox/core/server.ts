import { createServer } from "node:http";
import type { IncomingMessage, Server, ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { setTimeout as pause } from "node:timers/promises";
import type { Exchange, SandboxClock, SandboxReply, SandboxRequest, SandboxService } from "./exchange.ts";
import { faulted, Faults } from "./faults.ts";
import type { Delivery, FaultRule } from "./faults.ts";
import { countRequests, requestsByBucket } from "./request-log.ts";
import type { RequestFilter, RequestRecord } from "./request-log.ts";
import type { StateDump } from "./state-dump.ts";
import { bodyText, parsedRequest, send, sendHalf } from "./wire.ts";

export interface SandboxSettings {
  /** Sets the `Date` header and the times in the log; default: the machine's clock. */
  readonly clock?: SandboxClock;
  /** Default: any free port. */
  readonly port?: number;
  readonly faults?: readonly FaultRule[];
  /** The largest request body in bytes; a larger one gets 413. Default 1 MiB. */
  readonly bodyLimit?: number;
  /** The minimum duration of each request, in real milliseconds. Default 0. */
  readonly latencyMs?: number;
}

export interface RunningSandbox {
  /** `http://127.0.0.1:PORT`, without a slash at the end. */
  readonly url: string;
  /** All requests so far, in the order of their answers. */
  readonly requests: readonly RequestRecord[];
  count(filter?: RequestFilter): number;
  /** Returns the number of requests so far under each rate limit of the service. */
  byBucket(): Readonly<Record<string, number>>;
  /** Returns the actual state of the service; empty for a service without a dump. */
  dump(): StateDump;
  /** The number of connections that clients opened so far. */
  connections(): number;
  addFault(rule: FaultRule): void;
  clearFaults(): void;
  /** Calls the listener after each request, with or without an answer. Returns the function that removes the listener. */
  onExchange(listener: (exchange: Exchange) => void): () => void;
  /** Stops at once and closes all connections. */
  close(): Promise<void>;
}

/** Serves a sandbox service, only on the loopback interface. */
export async function startSandbox(service: SandboxService, settings: SandboxSettings = {}): Promise<RunningSandbox> {
  const { clock = machineClock, port = 0, bodyLimit = 1_048_576, latencyMs = 0 } = settings;
  const faults = new Faults();
  for (const rule of settings.faults ?? []) faults.add(rule);
  const requests: RequestRecord[] = [];
  const listeners = new Set<(exchange: Exchange) => void>();
  let inFlight = 0;
  let connections = 0;
  let url = "";

  const deliver = async (request: SandboxRequest): Promise<Delivery> => {
    const answer = async (): Promise<SandboxReply> => service.handle(request);
    const fault = faults.next(request);
    if (fault === undefined) return { kind: "reply", reply: await answer(), isFault: false };
    return faulted(fault, { request, now: clock.now(), refusals: service.refusals, answer });
  };

  const respond = async (message: IncomingMessage, response: ServerResponse): Promise<void> => {
    const at = clock.now();
    const rawBody = await bodyText(message, bodyLimit);
    if (rawBody === undefined) return send(response, { status: 413, body: "the body is too large" }, at);
    const request = parsedRequest(message, rawBody, { origin: url, inFlight });
    if (latencyMs > 0) await pause(latencyMs);
    const delivery = await deliver(request);
    const { method, path } = request;
    const isWrite = service.isWrite?.(request) ?? (method !== "GET" && method !== "HEAD");
    const status = delivery.kind === "reply" ? delivery.reply.status : 0;
    const bucket = service.bucketOf?.(request) ?? null;
    requests.push({ method, path, query: request.query.toString(), status, at, isWrite, bucket });
    if (delivery.kind === "reply") send(response, delivery.reply, clock.now());
    if (delivery.kind === "drop") sendHalf(response, delivery.reply, clock.now());
    const isFault = delivery.kind !== "reply" || delivery.isFault;
    for (const listener of listeners) listener({ request, reply: delivery.reply, isFault });
  };

  const server = createServer((message, response) => {
    inFlight += 1;
    response.on("close", () => (inFlight -= 1));
    respond(message, response).catch((cause: unknown) => {
      if (response.headersSent || response.destroyed) response.destroy();
      else send(response, { status: 500, body: `the sandbox failed: ${String(cause)}` }, clock.now());
    });
  });
  // As at the gateways of providers, a connection outlasts a wait for the rate limit.
  server.keepAliveTimeout = 75_000;
  server.on("connection", () => (connections += 1));
  url = `http://127.0.0.1:${await listening(server, port)}`;

  return {
    url,
    requests,
    count: (filter) => countRequests(requests, filter),
    byBucket: () => requestsByBucket(requests),
    dump: () => service.dump?.() ?? {},
    connections: () => connections,
    addFault: (rule) => faults.add(rule),
    clearFaults: () => faults.clear(),
    onExchange: (listener) => {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    close: () => closed(server),
  };
}

const machineClock: SandboxClock = { now: () => Date.now() };

function listening(server: Server, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, "127.0.0.1", () => resolve((server.address() as AddressInfo).port));
  });
}

function closed(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}
