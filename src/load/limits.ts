import { baselinePath } from "./baseline-path.ts";

/** Limits on the number and size of the files; `limits` in access/rolecall.yaml. */
export interface Limits {
  readonly files: number;
  readonly fileBytes: number;
  readonly depth: number;
  readonly nodes: number;
}

export const defaultLimits: Limits = { files: 500_000, fileBytes: 1_048_576, depth: 32, nodes: 200_000 };

/** The limits for the baseline, which the tool writes: about 100,000 findings. */
const baselineLimits = { fileBytes: 16 * 1024 * 1024, nodes: 4_000_000 };

/** Returns the limits that apply to one file. Those of the baseline are higher, but never lower than the organization's. */
export function limitsOf(path: string, limits: Limits): Limits {
  if (path !== baselinePath) return limits;
  return {
    ...limits,
    fileBytes: Math.max(limits.fileBytes, baselineLimits.fileBytes),
    nodes: Math.max(limits.nodes, baselineLimits.nodes),
  };
}

/** Upper bound of the depth limit, because the YAML composer is recursive. */
export const deepestEver = 256;

/** Longest text: 64 KiB. */
export const longestScalar = 65_536;
