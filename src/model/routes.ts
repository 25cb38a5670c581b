/** Routes kept as explanation to one place: a diamond of inclusions has many, a reader needs the shortest few. */
export const routesKept = 8;

/**
 * Routes kept from one start in addition to the shortest route to each place. Inclusions that cross each other have
 * exponentially many routes; what is reached never depends on this limit.
 */
const alternativesKept = 1000;

/**
 * Returns the routes along `next` from any place, shortest first; each lists the steps after the start. The shortest route to
 * each place is always among them; of the others, at most `routesKept` to one place and `alternativesKept` in all. The work
 * of one start is linear in the places and steps that it reaches.
 */
export function routesIn<T>(
  places: Iterable<T>,
  next: (from: T) => readonly T[],
): (start: T) => readonly (readonly T[])[] {
  // Places by number: one start looks at every step of a large graph, and a lookup by name would be most of the work.
  const names = [...new Set(places)];
  const numbers = new Map(names.map((name, number) => [name, number]));
  const numberOf = (name: T): number => {
    const known = numbers.get(name) ?? names.push(name) - 1;
    numbers.set(name, known);
    return known;
  };
  const steps: (readonly number[])[] = [];
  for (let place = 0; place < names.length; place += 1)
    steps.push(names.slice(place, place + 1).flatMap((name) => next(name).map(numberOf)));
  const named = (route: readonly number[]): readonly T[] => {
    const own: T[] = [];
    for (const place of route) {
      const name = names[place];
      if (name !== undefined) own.push(name);
    }
    return own;
  };
  return (start) => routesFrom(numberOf(start), steps).map(named);
}

function routesFrom(start: number, steps: readonly (readonly number[])[]): readonly (readonly number[])[] {
  const arrived = new Uint8Array(steps.length);
  arrived[start] = 1;
  const routes: { readonly route: readonly number[]; readonly isShortest: boolean }[] = [
    { route: [], isShortest: true },
  ];
  let alternatives = alternativesKept;
  // The list grows while it is walked: each route is followed by the routes that are one step longer.
  for (const { route, isShortest } of routes) {
    // All that its end leads to is reached already, by the steps after the shortest route to it.
    if (!isShortest && alternatives === 0) continue;
    for (const step of steps[route.at(-1) ?? start] ?? []) {
      const known = arrived[step] ?? 0;
      if (known > 0 && (alternatives === 0 || known >= routesKept || step === start || route.includes(step))) continue;
      if (known > 0) alternatives -= 1;
      arrived[step] = known + 1;
      routes.push({ route: [...route, step], isShortest: known === 0 });
    }
  }
  return routes.map(({ route }) => route);
}
