/** Limits on the number and size of the files; `limits` in access/rolecall.yaml. */
export interface Limits {
  readonly files: number;
  readonly fileBytes: number;
  readonly depth: number;
  readonly nodes: number;
}

export const defaultLimits: Limits = { files: 500_000, fileBytes: 1_048_576, depth: 32, nodes: 200_000 };

/** Upper bound of the depth limit, because the YAML composer is recursive. */
export const deepestEver = 256;

/** Longest text: 64 KiB. */
export const longestScalar = 65_536;
