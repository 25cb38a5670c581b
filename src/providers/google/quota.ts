/** A quota of Google, which it does not announce in responses. */
export interface Quota {
  readonly bucket: string;
  readonly perMinute: number;
}

/** The default quota of the Directory API: queries per minute, user and project. */
export const directoryQuota: Quota = { bucket: "directory", perMinute: 2400 };
