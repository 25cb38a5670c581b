/** Larger files are listed with their size and not read into memory. The load step rejects them. */
export const largestFileRead = 16 * 1024 * 1024;
