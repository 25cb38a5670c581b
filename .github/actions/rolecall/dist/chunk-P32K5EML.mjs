import { createRequire as __createRequire } from "node:module";import { fileURLToPath as __toPath } from "node:url";const require = __createRequire(import.meta.url);const __filename = __toPath(import.meta.url);const __dirname = __toPath(new URL(".", import.meta.url));
var r="<!-- rolecall:plan -->",c=`<!-- rolecall:verdict-end -->
`;function l(n,o){let t=n.indexOf(`
${c}`);if(!n.startsWith(`${r}
`)||t===-1)return null;let e=`${r}
${o}${n.slice(t+1)}`;return e.length>65536?null:e}export{r as a,c as b,l as c};
