/**
 * Seats people so that as many seats as possible are taken, each by one person and each person in one seat (a maximum
 * bipartite matching by augmenting paths). The same seats and people give the same seating; seats are tried in order.
 * @param seats for each seat, the people who may take it, in the order of preference
 * @returns for each seat the person in it, or null
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
