// Bundles src/action/main.ts with all dependencies into a folder. The bytes depend only on the sources and the packages of
// the lock file.
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join, relative } from "node:path";
import { build } from "esbuild";
import { root } from "../generate/schemas.mjs";
import { ensureValidators } from "../generate/validators.mjs";

/** CommonJS code in the bundle expects these three names, which an ES module does not have. */
const banner = [
  'import { createRequire as __createRequire } from "node:module";',
  'import { fileURLToPath as __toPath } from "node:url";',
  "const require = __createRequire(import.meta.url);",
  "const __filename = __toPath(import.meta.url);",
  'const __dirname = __toPath(new URL(".", import.meta.url));',
].join("");

const { version } = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));

/** Modules that read files next to them at run time. The bundle does not have these files, so their content is inlined. */
const inlined = {
  "src/cli/own-version.ts": [
    [
      'readFileSync(new URL("../../package.json", import.meta.url), "utf8")',
      JSON.stringify(JSON.stringify({ version })),
    ],
  ],
  "src/formats/schema-node.ts": [["const require = createRequire(import.meta.url);", ""]],
  "src/formats/validators.ts": [
    ['createRequire(import.meta.url)("./validators.generated.cjs")', 'require("./validators.generated.cjs")'],
  ],
};

const inline = {
  name: "inline",
  setup({ onLoad, onEnd }) {
    const met = new Set();
    onLoad({ filter: /\.ts$/ }, ({ path }) => {
      const name = relative(root, path);
      const replacements = inlined[name];
      if (replacements === undefined) return undefined;
      met.add(name);
      let contents = readFileSync(path, "utf8");
      for (const [from, to] of replacements) {
        if (!contents.includes(from))
          throw new Error(`${name} does not contain ${from}: update .ci/bundle/build-bundle.mjs`);
        contents = contents.replace(from, () => to);
      }
      return { contents, loader: "ts" };
    });
    onEnd(() => {
      for (const name of Object.keys(inlined)) if (!met.has(name)) throw new Error(`${name} is not in the bundle`);
    });
  },
};

/**
 * CommonJS packages that the sources import dynamically. Node provides their named exports; esbuild provides only `default`. A
 * generated module exports all names.
 */
const loadedLate = [
  "@okta/okta-sdk-nodejs",
  "googleapis/build/src/apis/admin/index.js",
  "googleapis/build/src/apis/groupssettings/v1.js",
  "googleapis/build/src/apis/licensing/v1.js",
  "undici",
];

const nameExports = {
  name: "name-exports",
  setup({ onResolve, onLoad }) {
    const load = createRequire(import.meta.url);
    onResolve({ filter: /^[^.]/ }, ({ path, kind }) =>
      kind === "dynamic-import" && loadedLate.includes(path) ? { path, namespace: "named" } : undefined,
    );
    onLoad({ filter: /.*/, namespace: "named" }, ({ path }) => ({
      contents: `export { ${Object.keys(load(path)).sort().join(", ")} } from ${JSON.stringify(path)};`,
      resolveDir: root,
    }));
  },
};

/** Returns name, version and license texts of all packages in the bundle. */
function notices(inputs) {
  const folders = new Set();
  for (const input of inputs) {
    const parts = input.split("/");
    const at = parts.lastIndexOf("node_modules");
    if (at < 0) continue;
    folders.add(parts.slice(0, at + (parts[at + 1].startsWith("@") ? 3 : 2)).join("/"));
  }
  const packages = [...folders].map((folder) => {
    const { name, version, license, licenses } = JSON.parse(readFileSync(join(root, folder, "package.json"), "utf8"));
    const texts = readdirSync(join(root, folder))
      .filter((file) => /^(licen[cs]e|copying|notice)/i.test(file))
      .sort()
      .map((file) =>
        readFileSync(join(root, folder, file), "utf8")
          .replaceAll("\r\n", "\n")
          .trim(),
      );
    const named = license ?? licenses?.map(({ type }) => type).join(" or ") ?? "see below";
    return [`${name} ${version}`, `License: ${typeof named === "string" ? named : named.type}`, ...texts].join("\n\n");
  });
  const text = ["The bundle next to this file contains these packages.", ...new Set(packages.sort())];
  return `${text.join(`\n\n${"-".repeat(78)}\n\n`)}\n`;
}

/** Writes the bundle and the licenses of its packages to `folder`, and removes all other files there. */
export async function buildBundle(folder) {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  await ensureValidators();
  const { metafile } = await build({
    absWorkingDir: root,
    entryPoints: ["src/action/main.ts"],
    outdir: folder,
    outExtension: { ".js": ".mjs" },
    bundle: true,
    platform: "node",
    target: "node24",
    format: "esm",
    splitting: true,
    minify: true,
    legalComments: "none",
    banner: { js: banner },
    // The folder also contains the README of the schemas.
    loader: { ".md": "empty" },
    plugins: [inline, nameExports],
    // Development packages of `rolecall demo --comments`, which the action does not run.
    external: ["micromark", "micromark-extension-gfm"],
    metafile: true,
    logLevel: "warning",
  });
  writeFileSync(join(folder, "THIRD-PARTY-NOTICES.txt"), notices(Object.keys(metafile.inputs)));
}
