const entries = {
  app: 'src/main.tsx',
  print: 'src/print.ts',
  plain: 'src/styles/pages.css',
};
const base = '/assets/';
const chunk = (manifest, key) => {
  const found = manifest[key];
  if (!found) throw new Error(`web build is incomplete: ${key} is not in its manifest`);
  return found;
};
const latin = (manifest) => {
  const key = Object.keys(manifest).find((name) => name.endsWith('-latin-wght-normal.woff2'));
  return key === undefined ? null : base + chunk(manifest, key).file;
};
/** What a page must load, from Vite's manifest (`web/dist/.vite/manifest.json`, parsed). Throws when the entry is not there. */
export const assetsOf = (manifest, entry) => {
  const own = chunk(manifest, entries[entry]);
  const imports = (own.imports ?? []).map((key) => chunk(manifest, key));
  const plain = chunk(manifest, entries.plain).file;
  const styles = entry === 'app' ? [own, ...imports].flatMap(({ css }) => css ?? []) : [plain];
  return {
    script: entry === 'plain' ? null : base + own.file,
    modules: imports.map(({ file }) => base + file),
    styles: styles.map((file) => base + file),
    font: latin(manifest),
  };
};
//# sourceMappingURL=assets.js.map
