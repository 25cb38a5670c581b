import { UsageError } from "../diagnostics/user-error.ts";
import { readFileSync, statSync } from "node:fs";
import type { ActionHost } from "./host.ts";

/** An issue that was just opened with the request form. Its body is not trusted: the author controls it. */
export interface OpenedIssue {
  readonly number: number;
  readonly author: { readonly login: string; readonly id: number };
  readonly body: string;
}

/** The label that the form sets. The workflow checks it as well. */
const label = "access-request";

/** GitHub's largest event is far smaller. Unit: bytes. */
const largestEvent = 8 * 1024 * 1024;

/**
 * Returns the issue in the event's file, which the runner writes. The issue's text does not pass through an expression, a
 * shell or a variable (threats W3 and W4). Only values that GitHub sets are trusted: the number, the author's immutable id
 * and the label. An edited issue is not a request, because users other than the author can edit it.
 * @throws UsageError for any other event, and for a file that is not an event
 */
export function openedIssue({ env }: ActionHost): OpenedIssue {
  const event = eventIn(env["GITHUB_EVENT_PATH"] ?? "");
  const issue = fields(event["issue"]);
  if (event["action"] !== "opened" || issue === null || issue["pull_request"] !== undefined)
    throw new UsageError(
      "The event of this run is not an opened issue. Run request only on the event issues with the type opened.",
    );
  const labels = Array.isArray(issue["labels"]) ? issue["labels"].map((item) => fields(item)?.["name"]) : [];
  if (!labels.includes(label))
    throw new UsageError(`The issue does not have the label ${label}: it was not opened with the request form.`);
  const user = fields(issue["user"]) ?? {};
  const [number, id, login] = [issue["number"], user["id"], user["login"]];
  const body = issue["body"] ?? "";
  if (!isNumber(number) || !isNumber(id) || !isLogin(login) || typeof body !== "string")
    throw new UsageError("The event of this run has no valid issue number or author.");
  return { number, author: { login, id }, body };
}

type Fields = Readonly<Record<string, unknown>>;

function eventIn(path: string): Fields {
  const size = path === "" ? undefined : statSync(path, { throwIfNoEntry: false })?.size;
  if (size === undefined || size > largestEvent)
    throw new UsageError("The event file of this run cannot be read (GITHUB_EVENT_PATH).");
  try {
    return fields(JSON.parse(readFileSync(path, "utf8"))) ?? {};
  } catch {
    throw new UsageError("The event file of this run is not valid JSON (GITHUB_EVENT_PATH).");
  }
}

const fields = (value: unknown): Fields | null =>
  typeof value === "object" && value !== null && !Array.isArray(value) ? (value as Fields) : null;

const isNumber = (value: unknown): value is number =>
  typeof value === "number" && Number.isSafeInteger(value) && value > 0;

/** Matches the login of a person or a bot. Enterprise-managed accounts contain an underscore. */
const isLogin = (value: unknown): value is string =>
  typeof value === "string" && /^[A-Za-z0-9][\w-]{0,99}(?:\[bot\])?$/.test(value);
