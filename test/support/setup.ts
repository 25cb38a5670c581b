import { afterEach } from "vitest";
import { endTest } from "./cleanup.ts";

// Files of one worker share their modules, so a hook in a shared module would belong to the first file alone.
afterEach(endTest);
