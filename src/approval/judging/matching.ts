/**
 * Assigns people to stages so that as many stages as possible are served, each by one person and each person in one
 * stage (a maximum bipartite matching by augmenting paths). The same input gives the same result; stages are tried in
 * order.
 * @param assignments for each stage, the people who may serve it, in order of preference
 * @returns for each stage the assigned person, or null
 */
export function matchPeople(assignments: readonly (readonly number[])[]): readonly (number | null)[] {
  const assignmentOfStage = new Map<number, number>();
  const tryToSeat = (assignment: number, asked: Set<number>): boolean => {
    for (const person of assignments[assignment] ?? []) {
      if (asked.has(person)) continue;
      asked.add(person);
      const taken = assignmentOfStage.get(person);
      if (taken !== undefined && !tryToSeat(taken, asked)) continue;
      assignmentOfStage.set(person, assignment);
      return true;
    }
    return false;
  };
  for (const assignment of assignments.keys()) tryToSeat(assignment, new Set());
  const personIn = new Map([...assignmentOfStage].map(([person, assignment]) => [assignment, person]));
  return assignments.map((_, assignment) => personIn.get(assignment) ?? null);
}
