// Builds the vendored front-end libraries into webapp/static/vendor, each in a folder of its own beside its licence.
// Nothing is fetched: everything comes from node_modules, so the result depends on package-lock.json alone.
import { execFileSync } from "node:child_process";
import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const modules = join(root, "node_modules");
const vendor = join(root, "webapp", "static", "vendor");

/** Empties and returns the folder of one library. */
function folder(name) {
  const path = join(vendor, name);
  rmSync(path, { recursive: true, force: true });
  mkdirSync(path, { recursive: true });
  return path;
}

/** Copies files of one package into its vendor folder; `files` maps the path in the package to the new name. */
function copy(name, from, files) {
  const target = folder(name);
  for (const [source, copied] of Object.entries(files)) {
    copyFileSync(join(modules, from, source), join(target, copied));
  }
  version(target, from);
}

/** Notes which version lies here, so that a reader of the repository need not guess. */
function version(target, from) {
  writeFileSync(join(target, "VERSION"), `${described(from)}\n`);
}

/** Makes Yttra's palette and type scale from assets/designsystemet.config.json; returns the stylesheet's path. */
function theme(work) {
  const cli = join(modules, "@digdir", "designsystemet", "dist", "bin", "designsystemet.js");
  const config = join(root, "assets", "designsystemet.config.json");
  copyFileSync(config, join(work, "designsystemet.config.json"));
  const run = (...args) => execFileSync(process.execPath, [cli, "tokens", ...args], { cwd: work, stdio: "pipe" });
  run("create");
  run("build", "--tokens", "tokens", "--out-dir", "theme");
  return join(work, "theme", "yttra.css");
}

/** Bundles the wanted components and the theme into one minified stylesheet. */
async function designsystemet() {
  const work = mkdtempSync(join(tmpdir(), "yttra-theme-"));
  try {
    const target = folder("designsystemet");
    await build({
      entryPoints: [join(root, "assets", "designsystemet.css")],
      outfile: join(target, "designsystemet.css"),
      alias: { theme: theme(work) },
      bundle: true,
      minify: true,
      legalComments: "none",
      logLevel: "warning",
    });
    copyFileSync(join(modules, "@digdir", "designsystemet-css", "LICENSE"), join(target, "LICENSE"));
    version(target, "@digdir/designsystemet-css");
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}

/** Bundles the editor's libraries into one module, beside the licences of every package in it. */
async function tiptap() {
  const target = folder("tiptap");
  const { metafile } = await build({
    entryPoints: [join(root, "assets", "tiptap.js")],
    outfile: join(target, "tiptap.js"),
    absWorkingDir: root,
    bundle: true,
    format: "esm",
    target: "es2022",
    minify: true,
    metafile: true,
    legalComments: "none",
    logLevel: "warning",
  });
  const names = Object.keys(metafile.inputs).map((path) => path.match(/node_modules\/((?:@[^/]+\/)?[^/]+)/)?.[1]);
  const packages = [...new Set(names.filter(Boolean))].sort();
  const licences = packages.map((name) => `${described(name)}\n\n${licence(name)}\n`);
  writeFileSync(join(target, "LICENSE"), licences.join(`\n${"-".repeat(80)}\n\n`));
  writeFileSync(join(target, "VERSION"), packages.map((name) => `${described(name)}\n`).join(""));
}

/** A package's name and version. */
function described(from) {
  const { name, version } = JSON.parse(readFileSync(join(modules, from, "package.json"), "utf8"));
  return `${name} ${version}`;
}

/** The text of a package's licence. */
function licence(from) {
  const file = readdirSync(join(modules, from)).find((name) => /^licen[cs]e/i.test(name));
  if (!file) throw new Error(`${from} has no licence beside it`);
  return readFileSync(join(modules, from, file), "utf8").trim();
}

await designsystemet();
await tiptap();
copy("htmx", "htmx.org", { "dist/htmx.min.js": "htmx.min.js", LICENSE: "LICENSE" });
copy("altcha", "altcha", { "dist/workers/pbkdf2.js": "pbkdf2.js", "LICENSE.txt": "LICENSE" });
copy("inter", "@fontsource-variable/inter", {
  "files/inter-latin-wght-normal.woff2": "inter-latin.woff2",
  "files/inter-latin-wght-italic.woff2": "inter-latin-italic.woff2",
  "files/inter-latin-ext-wght-normal.woff2": "inter-latin-ext.woff2",
  LICENSE: "LICENSE",
});
