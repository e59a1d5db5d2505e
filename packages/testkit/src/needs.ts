import { inject } from 'vitest';

declare module 'vitest' {
  export interface ProvidedContext {
    /** Superuser's connection string to the run's own PostgreSQL. */
    readonly postgresUrl: string;
    /** Where servers are asked for that start at the first need alone. */
    readonly needsUrl: string;
  }
}

/** What tests may need and is dear: servers that run, and a fax that was converted. Made once a run, when first asked for. */
export interface Needs {
  readonly redis: { readonly url: string };
  readonly s3: {
    readonly endPoint: string;
    readonly port: number;
    readonly accessKey: string;
    readonly secretKey: string;
  };
  /** A fax of three pages (packages/fax-document/samples/sp-3pages.tif) as the engine makes a PDF of it, in base64. */
  readonly fax: { readonly pdf: string; readonly pages: number };
}

/** A running server's address, or what was made. Rejects, with the way to install it, where it can't be had. */
export const need = async <Name extends keyof Needs>(name: Name): Promise<Needs[Name]> => {
  const response = await fetch(`${inject('needsUrl')}/${name}`);
  if (!response.ok) throw new Error(await response.text());
  // The answer is made from the same type in test/global-setup.ts.
  return (await response.json()) as Needs[Name];
};
