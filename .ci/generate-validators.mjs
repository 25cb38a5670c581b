// Writes the validators if they are missing or out of date. Commands that run the sources directly run it first.
import { ensureValidators } from "./generate/validators.mjs";

await ensureValidators();
