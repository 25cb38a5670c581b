/**
 * Does some work, and shows its description if it takes longer than `patience` milliseconds. The default is for work without
 * separate steps.
 */
export type Progress = <T>(what: string, work: () => Promise<T>, patience?: number) => Promise<T>;
