/** Returns the count with its noun: `1 account`, `2 accounts`. `many` is for nouns whose plural needs more than an s. */
export function counted(count: number, one: string, many = `${one}s`): string {
  return `${count} ${count === 1 ? one : many}`;
}
