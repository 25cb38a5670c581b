import type { IncomingMessage, ServerResponse } from "node:http";
import type { SandboxReply, SandboxRequest } from "./exchange.ts";

/** Returns the text of a request's body, or undefined when it is longer than `limit` bytes. */
export async function bodyText(message: IncomingMessage, limit: number): Promise<string | undefined> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of message as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size <= limit) chunks.push(chunk);
  }
  return size > limit ? undefined : Buffer.concat(chunks).toString("utf8");
}

/** Converts a request to the form that services receive. */
export function parsedRequest(
  message: IncomingMessage,
  rawBody: string,
  server: Pick<SandboxRequest, "origin" | "inFlight">,
): SandboxRequest {
  const target = message.url ?? "/";
  const cut = target.indexOf("?");
  const path = cut < 0 ? target : target.slice(0, cut);
  return {
    method: message.method ?? "GET",
    path: decoded(path),
    query: new URLSearchParams(cut < 0 ? "" : target.slice(cut + 1)),
    headers: Object.fromEntries(
      Object.entries(message.headers).map(([name, value]) => [name, Array.isArray(value) ? value.join(", ") : value]),
    ) as Record<string, string>,
    body: parsedJson(rawBody),
    rawBody,
    ...server,
  };
}

function decoded(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}

function parsedJson(text: string): unknown {
  if (text.trim() === "") return undefined;
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

/** Sends the reply with the sandbox's own time in `Date`: clients compute waits and clock skew from it. */
export function send(response: ServerResponse, reply: SandboxReply, now: number): void {
  const body = start(response, reply, now);
  response.end(body);
}

/** Announces the complete body, sends half of it and closes the connection. */
export function sendHalf(response: ServerResponse, reply: SandboxReply, now: number): void {
  if (reply.body === undefined) {
    response.destroy();
    return;
  }
  const body = start(response, reply, now);
  response.write(body.subarray(0, Math.floor(body.length / 2)), () => response.destroy());
}

function start(response: ServerResponse, reply: SandboxReply, now: number): Buffer {
  const { status, headers = {}, links = [], body } = reply;
  const isText = typeof body === "string";
  const bytes = Buffer.from(body === undefined ? "" : isText ? body : JSON.stringify(body));
  response.statusCode = status;
  response.sendDate = false;
  response.setHeader("Date", new Date(now).toUTCString());
  if (body !== undefined) response.setHeader("Content-Type", isText ? "text/plain; charset=utf-8" : "application/json");
  for (const [name, value] of Object.entries(headers)) response.setHeader(name, value);
  if (links.length > 0)
    response.setHeader(
      "Link",
      links.map(({ rel, href }) => `<${href}>; rel="${rel}"`),
    );
  if (status !== 204 && status !== 304) response.setHeader("Content-Length", bytes.length);
  return bytes;
}
