/** A chunk in Vite's manifest, as far as a page needs it. */
export interface ManifestChunk {
  readonly file: string;
  readonly src?: string;
  readonly css?: readonly string[];
  readonly assets?: readonly string[];
  readonly imports?: readonly string[];
}

export type Manifest = Readonly<Record<string, ManifestChunk>>;

/** Addresses for one page. */
export interface Assets {
  readonly script: string | null;
  readonly modules: readonly string[];
  readonly styles: readonly string[];
  /** The one font file that nearly every text needs. */
  readonly font: string | null;
}

const entries = {
  app: 'src/main.tsx',
  print: 'src/print.ts',
  plain: 'src/styles/pages.css',
  room: 'src/room/room.ts',
} as const;

export type Entry = keyof typeof entries;

const base = '/assets/';

const chunk = (manifest: Manifest, key: string): ManifestChunk => {
  const found = manifest[key];
  if (!found) throw new Error(`web build is incomplete: ${key} is not in its manifest`);
  return found;
};

const latin = (manifest: Manifest): string | null => {
  const key = Object.keys(manifest).find((name) => name.endsWith('-latin-wght-normal.woff2'));
  return key === undefined ? null : base + chunk(manifest, key).file;
};

/** What a page must load, from Vite's manifest (`web/dist/.vite/manifest.json`, parsed). Throws when the entry is not there. */
export const assetsOf = (manifest: Manifest, entry: Entry): Assets => {
  const own = chunk(manifest, entries[entry]);
  const imports = (own.imports ?? []).map((key) => chunk(manifest, key));
  const plain = chunk(manifest, entries.plain).file;
  const ownStyles = [own, ...imports].flatMap(({ css }) => css ?? []);
  const styles = entry === 'app' ? ownStyles : [plain, ...ownStyles];
  return {
    script: entry === 'plain' ? null : base + own.file,
    modules: imports.map(({ file }) => base + file),
    styles: styles.map((file) => base + file),
    font: latin(manifest),
  };
};
