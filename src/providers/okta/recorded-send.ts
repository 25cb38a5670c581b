import { networkCode } from "../../http/network-code.ts";
import type { RecordExchange } from "../../ports/recording.ts";
import type { SdkRequest, SdkResponse } from "./send.ts";

export interface SendRecording {
  readonly system: string;
  readonly now: () => number;
  /** Undefined: nothing is recorded. */
  readonly record: RecordExchange | undefined;
  /** Sends the request once, and returns the response after its complete body. */
  readonly send: (request: SdkRequest) => Promise<SdkResponse>;
}

/** Sends a request once, and records the exchange. */
export async function recordedSend(request: SdkRequest, recording: SendRecording): Promise<SdkResponse> {
  const { system, now, record, send } = recording;
  if (record === undefined) return send(request);
  const { url = "", method = "GET" } = request;
  const sentAt = now();
  const common = { system, method: method.toUpperCase(), url, requestBody: parsed(request.body), sentAt };
  try {
    const response = await send(request);
    const body = parsed(await response.text());
    const header = (name: string): string | null => response.headers.get(name);
    record({ ...common, status: response.status, header, body, error: null, milliseconds: now() - sentAt });
    return response;
  } catch (error) {
    const code = networkCode(error) ?? (error instanceof Error ? error.name : "unknown");
    const nothing = { status: null, header: () => null, body: undefined };
    record({ ...common, ...nothing, error: code, milliseconds: now() - sentAt });
    throw error;
  }
}

/** Returns the parsed JSON, or the text where it is not JSON. */
function parsed(text: string | undefined): unknown {
  if (text === undefined || text === "") return undefined;
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return text;
  }
}
