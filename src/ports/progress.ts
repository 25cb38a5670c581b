/**
 * Does some work, and shows what is being done when it takes longer than `patience` milliseconds; the default is for work
 * that shows no steps of its own.
 */
export type Progress = <T>(what: string, work: () => Promise<T>, patience?: number) => Promise<T>;
