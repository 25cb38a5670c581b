import { networkCode } from "../../http/network-code.ts";
import type { RecordExchange } from "../../ports/recording.ts";
import { headerIn } from "./headers.ts";

export interface CallRecording {
  readonly system: string;
  readonly now: () => number;
  /** Undefined: nothing is recorded. */
  readonly record: RecordExchange | undefined;
}

/** The parts of the library's answers and errors that are recorded. */
interface Answered {
  readonly status?: unknown;
  readonly data?: unknown;
  readonly headers?: unknown;
  readonly config?: { readonly url?: unknown; readonly method?: unknown; readonly data?: unknown } | undefined;
}

/** Sends a call of the library once, and records the exchange. The exchange that obtains a token is not recorded. */
export async function recordedCall<T extends object>(
  call: () => Promise<T>,
  { system, now, record }: CallRecording,
): Promise<T> {
  if (record === undefined) return call();
  const sentAt = now();
  const finish = ({ config, status, data, headers }: Answered, error: string | null): void =>
    record({
      system,
      method: typeof config?.method === "string" ? config.method.toUpperCase() : "GET",
      url: typeof config?.url === "string" || config?.url instanceof URL ? String(config.url) : "",
      requestBody: config?.data,
      status: typeof status === "number" ? status : null,
      header: (name) => headerIn(headers, name),
      body: data,
      error,
      sentAt,
      milliseconds: now() - sentAt,
    });
  try {
    const answer = await call();
    finish(answer, null);
    return answer;
  } catch (error) {
    const { response, config } = error as { readonly response?: Answered; readonly config?: Answered["config"] };
    if (response?.status !== undefined) finish({ config, ...response }, null);
    else finish({ config }, networkCode(error) ?? (error instanceof Error ? error.name : "unknown"));
    throw error;
  }
}
