import { afterEach, describe, expect } from "vitest";
import { describeAccounts } from "./describe-accounts.ts";
import { describeAssignments } from "./describe-assignments.ts";
import { describeFaults } from "./describe-faults.ts";
import { describeGroups } from "./describe-groups.ts";
import { describeMemberships } from "./describe-memberships.ts";
import { describeObservations } from "./describe-observations.ts";
import type { Candidate, StartOptions, Subject, World } from "./world.ts";

/** Starts a subject, which this file closes after the test. */
export type Start = (world?: World, options?: StartOptions) => Promise<Subject>;

/** The tests that every provider must pass. */
export function providerContract(candidate: Candidate): void {
  describe(`a provider: ${candidate.name}`, () => {
    const open: Subject[] = [];
    afterEach(async () => {
      const subjects = open.splice(0);
      await Promise.all(subjects.map((subject) => subject.close()));
      expect(subjects.flatMap((subject) => subject.violations())).toEqual([]);
    });
    const start: Start = async (world = {}, options) => {
      const subject = await candidate.start(world, options);
      open.push(subject);
      return subject;
    };
    describeAccounts(candidate, start);
    describeGroups(candidate, start);
    describeMemberships(candidate, start);
    describeAssignments(candidate, start);
    describeObservations(candidate, start);
    describeFaults(candidate, start);
  });
}
