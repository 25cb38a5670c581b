/**
 * Seats people so that as many seats as possible are taken, each by one person and each person in one seat (a maximum
 * bipartite matching by augmenting paths). The same seats and people give the same seating; seats are tried in order.
 * @param seats for each seat, the people who may take it, in the order of preference
 * @returns for each seat the person in it, or null
 */
export function seatPeople(seats: readonly (readonly number[])[]): readonly (number | null)[] {
  const seatOf = new Map<number, number>();
  const tryToSeat = (seat: number, asked: Set<number>): boolean => {
    for (const person of seats[seat] ?? []) {
      if (asked.has(person)) continue;
      asked.add(person);
      const taken = seatOf.get(person);
      if (taken !== undefined && !tryToSeat(taken, asked)) continue;
      seatOf.set(person, seat);
      return true;
    }
    return false;
  };
  for (const seat of seats.keys()) tryToSeat(seat, new Set());
  const personIn = new Map([...seatOf].map(([person, seat]) => [seat, person]));
  return seats.map((_, seat) => personIn.get(seat) ?? null);
}
