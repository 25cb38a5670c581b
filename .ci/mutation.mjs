// Mutation testing of src/model and src/policy; for options, see test/mutation/main.ts.
import { register } from "tsx/esm/api";

register();
await import("../test/mutation/main.ts");
