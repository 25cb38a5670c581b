/** The baseline's file. The tool writes it, so its size follows the number of findings and not what people write. */
export const baselinePath = "access/policies/baseline.yaml";
