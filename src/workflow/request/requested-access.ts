import { UsageError } from "../../diagnostics/user-error.ts";
import type { EntitlementRef, GrantTarget, RoleId, User } from "../../model/documents.ts";
import { oneLine } from "../../request/grant-document.ts";
import { type RequestContext, type RequestOption, requestability, requestableFor } from "../../request/requestable.ts";
import type { Asked } from "../../request/request-text.ts";
import { forTerminal } from "../../report/escape.ts";
import type { AccessRequest } from "./access-request.ts";
import type { GitReader } from "../../ports/git.ts";
import type { Prompts } from "../../ports/prompts.ts";
import { type Calendar, longestEnd, type Times, timesOf } from "./when.ts";
import { nearest, requesterOf, userNamed } from "./who.ts";
import { targetNamed } from "../../model/grant-target.ts";

/** A request that is complete: everything was said, or asked and answered. */
export interface RequestedAccess {
  readonly user: User;
  readonly requester: User;
  readonly asked: Asked;
  readonly option: RequestOption;
  readonly reason: string;
  readonly ticket: string | undefined;
  readonly times: Times;
  /** Whether a person answered questions on the way. */
  readonly wasAsked: boolean;
}

/** Thrown when the person at the terminal would rather stop. */
export class Stopped extends Error {
  override readonly name = "Stopped";
}

const longestReason = 1000;

/**
 * The request from the options, and from a person for what they leave open.
 * @throws UsageError for what is wrong, or is missing where nobody can be asked; Stopped
 */
export async function askForAccess(
  options: AccessRequest,
  context: RequestContext & { readonly git: Pick<GitReader, "setting"> },
  prompts: (() => Promise<Prompts>) | null,
): Promise<RequestedAccess> {
  const { model, at } = context;
  let wasAsked = false;
  const ask = async <T>(flag: string, question: (prompts: Prompts) => Promise<T | undefined>): Promise<T> => {
    if (prompts === null) throw new UsageError(`${flag} is missing, and nobody can be asked here`);
    wasAsked = true;
    const answer = await question(await prompts());
    if (answer === undefined) throw new Stopped("the request was given up");
    return answer;
  };

  const requester = await requesterOf(options, context);
  const user = options.for === undefined ? requester.user : userNamed(options.for, model, "--for");
  const target =
    targetIn(options) ?? targetNamed(await ask("--entitlement REF or --role ID", chooseTarget(user, context)));
  const option = optionFor(target, user, context);
  const reason = checkedReason(
    options.reason ??
      (await ask("--reason TEXT", ({ text }) =>
        text({
          message: `Why does ${user.id} need ${option.name}?`,
          placeholder: "the approvers read it",
          problem: emptyProblem,
        }),
      )),
  );
  const ticket =
    options.ticket ??
    (wasAsked ? await ask("--ticket", ({ text }) => text({ message: "Ticket, if there is one" })) : undefined);
  const calendar = { timezone: model.organization.timezone, at };
  let times = timesOf(options, calendar);
  if (times.expires === undefined && option.needsEnd) {
    const suggested = longestEnd(option, user, { starts: options.starts, calendar });
    const expires =
      options.fromIssue !== undefined && suggested !== undefined
        ? suggested
        : await ask(endFlag(option), askForEnd(option, suggested, { starts: options.starts, calendar }));
    times = timesOf({ starts: options.starts, expires }, calendar);
  }
  return {
    user,
    requester: requester.user,
    asked: requester.asked,
    option,
    reason,
    ticket: ticket === undefined || oneLine(ticket) === "" ? undefined : ticket,
    times,
    wasAsked,
  };
}

function targetIn({ entitlement, role }: AccessRequest): GrantTarget | undefined {
  if (entitlement !== undefined && role !== undefined)
    throw new UsageError("--entitlement and --role: a request is for one of them");
  if (entitlement !== undefined) return { kind: "entitlement", entitlement: entitlement as EntitlementRef };
  return role === undefined ? undefined : { kind: "role", role: role as RoleId };
}

function optionFor(target: GrantTarget, user: User, context: RequestContext): RequestOption {
  const { model } = context;
  if (target.kind === "entitlement" && !model.entitlements.has(target.entitlement))
    throw new UsageError(
      `no entitlement is called ${target.entitlement}${nearest(target.entitlement, model.entitlements.keys())}`,
    );
  if (target.kind === "role" && !model.roles.has(target.role))
    throw new UsageError(`no role is called ${target.role}${nearest(target.role, model.roles.keys())}`);
  const answer = requestability(target, user, context);
  if (answer.kind === "refused") throw new UsageError(answer.why);
  return answer.option;
}

function chooseTarget(user: User, context: RequestContext) {
  return async ({ choose }: Prompts): Promise<string | undefined> => {
    const open = requestableFor(user, context);
    if (open.length === 0) throw new UsageError(`there is nothing that ${user.id} could ask for`);
    return choose(
      `What does ${user.id} need?`,
      open.map(({ name, title, tier, longest }) => ({
        value: name,
        label: `${name}: ${forTerminal(title)}`,
        hint: `${tier}${longest === null ? "" : `, ${longest.text} at most`}`,
      })),
    );
  };
}

function endFlag({ longest }: RequestOption): string {
  return longest === null ? "--expires DATE" : `--for-duration ${longest.text} (the longest allowed) or --expires DATE`;
}

/** An empty answer means the end that is suggested. */
function askForEnd(
  option: RequestOption,
  suggested: string | undefined,
  { starts, calendar }: { readonly starts: string | undefined; readonly calendar: Calendar },
) {
  return async ({ text }: Prompts): Promise<string | undefined> => {
    const answer = await text({
      message: `Until when does it have to be? A day, or an instant with a zone`,
      ...(suggested === undefined ? {} : { placeholder: `${suggested}, the longest for ${option.name}` }),
      problem: (written) => {
        if (written.trim() === "") return suggested === undefined ? "It needs an end." : undefined;
        try {
          timesOf({ starts, expires: written.trim() }, calendar);
          return undefined;
        } catch (problem) {
          return problem instanceof Error ? problem.message : String(problem);
        }
      },
    });
    return answer === undefined || answer.trim() !== "" ? answer?.trim() : suggested;
  };
}

const emptyProblem = (answer: string): string | undefined =>
  oneLine(answer) === "" ? "It needs a reason." : undefined;

function checkedReason(written: string): string {
  const reason = oneLine(written);
  if (reason === "") throw new UsageError("--reason is empty: the approvers have to read why");
  if (reason.length > longestReason)
    throw new UsageError(`--reason has ${reason.length} characters; ${longestReason} are enough`);
  return reason;
}
