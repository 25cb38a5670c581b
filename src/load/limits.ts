/** How much the files may hold; `limits` in access/rolecall.yaml. */
export interface Limits {
  readonly files: number;
  readonly fileBytes: number;
  readonly depth: number;
  readonly nodes: number;
}

export const defaultLimits: Limits = { files: 500_000, fileBytes: 1_048_576, depth: 32, nodes: 200_000 };

/** Whatever the organization writes, deeper nesting is refused: the YAML composer calls itself for each level. */
export const deepestEver = 256;

/** One text; 64 KiB. */
export const longestScalar = 65_536;
