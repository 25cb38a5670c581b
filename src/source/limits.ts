/** Larger files are listed with their size and not read into memory; load refuses them. */
export const largestFileRead = 16 * 1024 * 1024;
