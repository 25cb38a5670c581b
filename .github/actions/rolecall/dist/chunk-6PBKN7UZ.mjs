import { createRequire as __createRequire } from "node:module";import { fileURLToPath as __toPath } from "node:url";const require = __createRequire(import.meta.url);const __filename = __toPath(import.meta.url);const __dirname = __toPath(new URL(".", import.meta.url));
function t(o){return o.hostname==="localhost"||o.hostname==="[::1]"||/^127\.\d+\.\d+\.\d+$/.test(o.hostname)}export{t as a};
