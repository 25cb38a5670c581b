import { UsageError } from "../diagnostics/user-error.ts";
import { readFileSync, statSync } from "node:fs";
import type { ActionHost } from "./host.ts";

/** An issue that was just opened with our form. Its body is whatever its author sent. */
export interface OpenedIssue {
  readonly number: number;
  readonly author: { readonly login: string; readonly id: number };
  readonly body: string;
}

/** The form sets it; the workflow asks for it as well. */
const label = "access-request";

/** GitHub's largest event is far smaller. */
const largestEvent = 8 * 1024 * 1024;

/**
 * Reads the issue out of the event's file, where the runner puts what GitHub sent: this way none of its text passes
 * through an expression, a shell or a variable (threats W3 and W4). Only what GitHub itself says is believed: the
 * number, the author's immutable id, the label. An edit is no request: others than the author can make one.
 * @throws UsageError for any other event, and for a file that is none
 */
export function openedIssue({ env }: ActionHost): OpenedIssue {
  const event = eventIn(env["GITHUB_EVENT_PATH"] ?? "");
  const issue = fields(event["issue"]);
  if (event["action"] !== "opened" || issue === null || issue["pull_request"] !== undefined)
    throw new UsageError("request answers an issue: run it on issues of type opened alone");
  const labels = Array.isArray(issue["labels"]) ? issue["labels"].map((item) => fields(item)?.["name"]) : [];
  if (!labels.includes(label))
    throw new UsageError(`the issue does not have the label ${label}, so it was not made with the form`);
  const user = fields(issue["user"]) ?? {};
  const [number, id, login] = [issue["number"], user["id"], user["login"]];
  const body = issue["body"] ?? "";
  if (!isNumber(number) || !isNumber(id) || !isLogin(login) || typeof body !== "string")
    throw new UsageError("the event does not say which issue it is about, or who opened it");
  return { number, author: { login, id }, body };
}

type Fields = Readonly<Record<string, unknown>>;

function eventIn(path: string): Fields {
  const size = path === "" ? undefined : statSync(path, { throwIfNoEntry: false })?.size;
  if (size === undefined || size > largestEvent)
    throw new UsageError("the event of this run cannot be read (GITHUB_EVENT_PATH)");
  try {
    return fields(JSON.parse(readFileSync(path, "utf8"))) ?? {};
  } catch {
    throw new UsageError("the event of this run is no JSON (GITHUB_EVENT_PATH)");
  }
}

const fields = (value: unknown): Fields | null =>
  typeof value === "object" && value !== null && !Array.isArray(value) ? (value as Fields) : null;

const isNumber = (value: unknown): value is number =>
  typeof value === "number" && Number.isSafeInteger(value) && value > 0;

/** A person's or a bot's; one of a company's own accounts has an underscore. */
const isLogin = (value: unknown): value is string =>
  typeof value === "string" && /^[A-Za-z0-9][\w-]{0,99}(?:\[bot\])?$/.test(value);
