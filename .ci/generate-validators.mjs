// Writes the validators where they are missing or out of date. Commands that run the sources directly start with it.
import { ensureValidators } from "./generate/validators.mjs";

await ensureValidators();
