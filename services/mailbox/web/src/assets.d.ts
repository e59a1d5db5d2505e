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
declare const entries: {
  readonly app: 'src/main.tsx';
  readonly print: 'src/print.ts';
  readonly plain: 'src/styles/pages.css';
};
export type Entry = keyof typeof entries;
/** What a page must load, from Vite's manifest (`web/dist/.vite/manifest.json`, parsed). Throws when the entry is not there. */
export declare const assetsOf: (manifest: Manifest, entry: Entry) => Assets;
export {};
