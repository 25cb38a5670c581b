import { UsageError } from "../../diagnostics/user-error.ts";
import type { AccessModel, EntitlementRef, GrantTarget, RoleId, User } from "../../model/documents.ts";
import { formatInstant } from "../../model/instant.ts";
import { oneLine } from "../../request/grant-document.ts";
import { type RequestContext, type RequestOption, requestability, requestableFor } from "../../request/requestable.ts";
import type { RequestedBy } from "../../request/request-text.ts";
import { forTerminal } from "../../report/escape.ts";
import type { AccessRequest } from "./access-request.ts";
import type { GitReader } from "../../ports/git.ts";
import type { Prompts } from "../../ports/prompts.ts";
import { type Calendar, endProblem, longestEnd, renewalTimes, type Times, timesOf, writtenEnd } from "./when.ts";
import { requesterOf, userNamed } from "./who.ts";
import { hintText, nameHint } from "../../model/name-hint.ts";
import { targetDocument, targetNamed } from "../../model/grant-target.ts";

/** A complete request: all answers come from the options or the terminal. */
export interface RequestedAccess {
  readonly user: User;
  readonly requester: User;
  readonly requestedBy: RequestedBy;
  readonly option: RequestOption;
  readonly reason: string;
  readonly ticket: string | undefined;
  readonly times: Times;
  /** Whether a person answered questions at the terminal. */
  readonly wasAsked: boolean;
}

/** Thrown when the user cancels at the terminal. */
export class Stopped extends Error {
  override readonly name = "Stopped";
}

const longestReason = 1000;

/** What the questions at the terminal need. */
export interface Questions {
  readonly prompts: (() => Promise<Prompts>) | null;
  /** Receives each answer, so that it can be kept when the request fails. */
  readonly keep: (answer: Partial<AccessRequest>) => void;
  /** Returns why the rules refuse a ticket; undefined: they accept it. */
  readonly ticketProblem: (
    access: Pick<RequestedAccess, "user" | "option" | "reason" | "ticket">,
  ) => string | undefined;
}

/**
 * Returns the request from the options, and asks at the terminal for missing answers.
 * @throws UsageError for an invalid answer, or for a missing one without a terminal; Stopped when the user cancels
 */
export async function requestedAccess(
  options: AccessRequest,
  context: RequestContext & { readonly git: Pick<GitReader, "setting"> },
  { prompts, keep, ticketProblem }: Questions,
): Promise<RequestedAccess> {
  const { model, at } = context;
  let wasAsked = false;
  const ask = async <T>(flag: string, question: (prompts: Prompts) => Promise<T | undefined>): Promise<T> => {
    if (prompts === null) throw new UsageError(`${flag} is missing, and there is no terminal to ask`);
    wasAsked = true;
    const answer = await question(await prompts());
    if (answer === undefined) throw new Stopped("the request was cancelled");
    return answer;
  };

  const requester = await requesterOf(options, context);
  const user = options.for === undefined ? requester.user : userNamed(options.for, model, "--for");
  const target =
    targetIn(options) ?? targetNamed(await ask("--entitlement REF or --role ID", chooseTarget(user, context)));
  const option = optionFor(target, user, context);
  keep(target.kind === "entitlement" ? { entitlement: target.entitlement } : { role: target.role });
  const reason = checkedReason(
    options.reason ??
      (await ask("--reason TEXT", ({ text }) =>
        text({
          message: `Why does ${user.id} need ${option.name}?`,
          placeholder: "the approvers read it",
          problem: reasonProblem,
        }),
      )),
  );
  keep({ reason });
  const ticket =
    options.ticket ??
    (wasAsked
      ? await ask(
          "--ticket",
          askForTicket((ticket) => ticketProblem({ user, option, reason, ticket })),
        )
      : undefined);
  if (ticket !== undefined && oneLine(ticket) !== "") keep({ ticket });
  const calendar = { timezone: model.organization.timezone, at };
  let times = timesOf(options, calendar);
  if (times.expires === undefined && option.needsEnd) {
    const suggested = longestEnd(option, user, { starts: options.starts, calendar });
    const expires =
      options.fromIssue !== undefined && suggested !== undefined
        ? suggested
        : await ask(endFlag(option), askForEnd(option, user, { suggested, options, calendar }));
    times = timesOf({ starts: options.starts, ...writtenEnd(expires) }, calendar);
    keep(times);
  }
  if (option.renews !== null) times = renewalTimes(times, option.renews, calendar);
  return {
    user,
    requester: requester.user,
    requestedBy: requester.requestedBy,
    option,
    reason,
    ticket: ticket === undefined || oneLine(ticket) === "" ? undefined : ticket,
    times,
    wasAsked,
  };
}

function targetIn({ entitlement, role }: AccessRequest): GrantTarget | undefined {
  if (entitlement !== undefined && role !== undefined)
    throw new UsageError("--entitlement and --role cannot be combined");
  if (entitlement !== undefined) return { kind: "entitlement", entitlement: entitlement as EntitlementRef };
  return role === undefined ? undefined : { kind: "role", role: role as RoleId };
}

function optionFor(target: GrantTarget, user: User, context: RequestContext): RequestOption {
  const { model } = context;
  if (targetDocument(target, model) === undefined) throw new UsageError(unknownTarget(target, model));
  const answer = requestability(target, user, context);
  if (answer.kind === "refused") throw new UsageError(answer.why);
  return answer.option;
}

/** Returns the message about an unknown target. A name of the other kind names the option to use. */
function unknownTarget(target: GrantTarget, model: AccessModel): string {
  const written = target.kind === "role" ? target.role : target.entitlement;
  const other = target.kind === "role" ? "entitlement" : "role";
  const hint = nameHint(written, [target.kind], model);
  const end = hint === undefined ? "" : hintText(written, hint);
  const option = hint?.kind === other && hint.names.length === 1 ? `: use --${other} ${hint.names[0]}` : "";
  return `unknown ${target.kind} ${written}${end}${option}`;
}

function chooseTarget(user: User, context: RequestContext) {
  return async ({ choose }: Prompts): Promise<string | undefined> => {
    const open = requestableFor(user, context);
    if (open.length === 0) throw new UsageError(`there is nothing that ${user.id} can request`);
    return choose(
      `What does ${user.id} need?`,
      open.map(({ name, title, tier, longest, renews }) => ({
        value: name,
        label: `${name}: ${forTerminal(title)}`,
        hint: [
          tier,
          ...(longest === null ? [] : [`${longest.text} at most`]),
          ...(renews === null ? [] : [`renewal, held until ${formatInstant(renews)}`]),
        ].join(", "),
      })),
    );
  };
}

function endFlag({ longest }: RequestOption): string {
  return longest === null ? "--expires DATE" : `--for-duration ${longest.text} (the longest allowed) or --expires DATE`;
}

/** Returns the question for the ticket. An answer that the rules refuse is not accepted. */
function askForTicket(problemOf: (ticket: string | undefined) => string | undefined) {
  return async ({ text }: Prompts): Promise<string | undefined> => {
    const isRequired = problemOf(undefined) !== undefined;
    return text({
      message: isRequired ? "Ticket" : "Ticket, if there is one",
      problem: (written) => {
        const ticket = oneLine(written) === "" ? undefined : written;
        return isRequired || ticket !== undefined ? problemOf(ticket) : undefined;
      },
    });
  };
}

/** Returns the question for the end. An empty answer means the suggested end. */
function askForEnd(
  option: RequestOption,
  user: User,
  {
    suggested,
    options: { starts, draft },
    calendar,
  }: { readonly suggested: string | undefined; readonly options: AccessRequest; readonly calendar: Calendar },
) {
  return async ({ text }: Prompts): Promise<string | undefined> => {
    const answer = await text({
      message: `When does the access expire? A duration (4h, 3 days), a day, or an instant with a zone`,
      ...(suggested === undefined ? {} : { placeholder: `${suggested}, the longest for ${option.name}` }),
      problem: (written) => {
        if (written.trim() === "") return suggested === undefined ? "An end is required." : undefined;
        try {
          const times = timesOf({ starts, ...writtenEnd(written) }, calendar);
          return draft === true ? undefined : endProblem(option, user, { times, calendar });
        } catch (problem) {
          return problem instanceof Error ? problem.message : String(problem);
        }
      },
    });
    return answer === undefined || answer.trim() !== "" ? answer?.trim() : suggested;
  };
}

function reasonProblem(written: string): string | undefined {
  const reason = oneLine(written);
  if (reason === "") return "A reason is required.";
  if (reason.length > longestReason)
    return `The reason is too long: expected at most ${longestReason} characters, got ${reason.length}.`;
  return undefined;
}

function checkedReason(written: string): string {
  const reason = oneLine(written);
  if (reason === "") throw new UsageError("--reason is empty: the approvers need a reason");
  if (reason.length > longestReason)
    throw new UsageError(`--reason is too long: expected at most ${longestReason} characters, got ${reason.length}`);
  return reason;
}
