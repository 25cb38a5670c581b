import { type ContainmentResult, isEveryoneContained } from "../../apply/containment-result.ts";
import type { Connection } from "../../ports/connection.ts";
import type { Journal } from "../../ports/journal.ts";
import type { AccessModel } from "../../model/documents.ts";
import { formatInstant } from "../../model/instant.ts";
import type { RunNames, RunResult } from "../../report/after-merge/run-result.ts";
import { carryOutWith, refusedWithoutLease } from "../carry-out.ts";
import { doneWithinDay } from "../done-within-day.ts";
import { readAll } from "../observe.ts";
import { confirming, secondSight } from "../second-sight.ts";
import { undoneAfter } from "../undone-after.ts";
import { checkTip, freezeOn } from "./check-tip.ts";
import { judgeObserved, stillFound } from "./judge-observed.ts";
import type { AfterMergePorts, AfterMergeRequest } from "./ports.ts";
import { openedSince } from "./opened-since.ts";
import { metSide, prepareRun, sideOf } from "./prepare.ts";
import { type RecordedRun, recordAfter, recordsBefore } from "./records.ts";
import { reportToPullRequests } from "./report-to-pull-requests.ts";
import { takenSince } from "./taken-since.ts";
import { unlessInterrupted } from "./unless-interrupted.ts";
import type { StartOfRun } from "./start-of-run.ts";

/** Milliseconds until elapsed time is shown. */
const slowStep = 10_000;

export interface ConvergeRequest {
  readonly request: AfterMergeRequest;
  readonly start: StartOfRun;
  readonly run: string;
}

export interface ConvergePorts extends Omit<AfterMergePorts, "journal"> {
  readonly connections: readonly Connection[];
  readonly journal: Journal;
  readonly containment: ContainmentResult;
}

const namesIn = ({ users, entitlements, organization }: AccessModel): RunNames => ({
  people: new Map([...users].map(([id, { name }]) => [id, name.display])),
  titles: new Map([...entitlements].map(([ref, { title }]) => [ref, title])),
  timezone: organization.timezone,
});

/**
 * Reads the providers, plans from the approved state met with the tip, and applies the plan. Closes the journal once it
 * starts to write.
 * @throws RefusedError when a guard leaves nothing to apply, or the branch moved or was frozen since the first check
 */
export async function converge(
  { request, start, run: name }: ConvergeRequest,
  ports: ConvergePorts,
): Promise<RunResult> {
  const { at, branch, remote } = request;
  const { tip, states, changes, trusted, earlier, reader } = start;
  const { connections, containment } = ports;
  const { observations, unread } = await unlessInterrupted(ports.signal, "reading the providers", () =>
    readAll(connections, metSide(states).model, ports),
  );
  const prepared = prepareRun({
    ...states,
    unapproved: changes.flatMap(({ unapproved }) => unapproved ?? []),
    observations,
    unread,
    alreadyRemoved: doneWithinDay(trusted.reading.believed, at),
    since: earlier.converged?.instant ?? null,
    taken: takenSince(trusted.reading.believed, branch),
    opened: openedSince(trusted.reading.believed, branch),
    holdsGains: start.holdsGains,
  });
  const sights = {
    plan: prepared.plan,
    model: metSide(states).model,
    base: sideOf(states.base).model,
    observed: observations.map(({ observed }) => observed),
  };
  const stale = await unlessInterrupted(ports.signal, confirming, () =>
    ports.progress(confirming, () => secondSight(sights, connections), slowStep),
  );
  // Since the first check, the branch may have moved, or runs may have been frozen.
  await checkTip(tip, reader);
  const frozen = await freezeOn(remote, ports.workspace.git);
  if (frozen !== null) throw frozen;
  const { approved, base } = states;
  const run = { run: name, branch, commit: tip.commit, approved: approved.commit, base: base.commit };
  const recorded: RecordedRun = { ...run, at, changes, prepared, containment, stale };
  const { report, unsettled } = await refusedWithoutLease(() =>
    carryOutWith(
      {
        run: name,
        plan: prepared.split.plan,
        connections,
        inFlight: sights.model.organization.rate.inFlight,
        before: (now) => recordsBefore(recorded, now),
        after: (now, done) => recordAfter(recorded, done, now),
      },
      ports,
    ),
  );
  const { split, errors, takesNothing, mayConverge, plan } = prepared;
  const result: RunResult = {
    ...run,
    names: namesIn(metSide(states).model),
    isTipValid: states.tip !== null,
    errors,
    changes,
    containment,
    everyoneContained: isEveryoneContained(containment),
    split,
    takesNothing,
    stale,
    mayConverge: mayConverge && stale.length === 0,
    undone: undoneAfter(plan, report),
    notes: plan.guards.filter(({ blocked }) => !blocked),
    unmanaged: plan.unmanaged,
    observed: stillFound(judgeObserved(states, observations), report),
    report,
    unreported: [],
  };
  const unreported = [
    ...changes.flatMap(({ unread: reason }) => reason ?? []),
    ...unsettled,
    ...(await reportToPullRequests(result, formatInstant(ports.clock.now()), start.writer)),
  ];
  for (const text of unreported) ports.warn(text);
  return { ...result, unreported };
}
