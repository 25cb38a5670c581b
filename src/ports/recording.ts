/** One request to a provider and its answer, as sent. It can hold personal data and tokens. */
export interface HttpExchange {
  /** The system id in the files. */
  readonly system: string;
  readonly method: string;
  readonly url: string;
  /** The parsed body of the request; undefined: none. */
  readonly requestBody: unknown;
  /** Null: no answer. */
  readonly status: number | null;
  /** Returns a header of the answer; null: absent. */
  readonly header: (name: string) => string | null;
  /** The parsed body of the answer, or its text; undefined: none. */
  readonly body: unknown;
  /** The code of a network error; null: there was an answer. */
  readonly error: string | null;
  /** The time of sending, in epoch milliseconds, and the time until the complete answer. */
  readonly sentAt: number;
  readonly milliseconds: number;
}

/** Records an exchange for a bug report. Does not throw, because the request has had its effect. */
export type RecordExchange = (exchange: HttpExchange) => void;
