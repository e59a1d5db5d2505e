import { inject } from 'vitest';

declare module 'vitest' {
  export interface ProvidedContext {
    /** Superuser's connection string to the run's own PostgreSQL. */
    readonly postgresUrl: string;
    /** Where servers are asked for that start at the first need alone. */
    readonly needsUrl: string;
  }
}

/** Real servers that a test may need; each is started once a run, when first asked for. */
export interface Needs {
  readonly redis: { readonly url: string };
  readonly s3: {
    readonly endPoint: string;
    readonly port: number;
    readonly accessKey: string;
    readonly secretKey: string;
  };
}

/** The running server's address. Rejects, with the way to install it, where it can't be had. */
export const need = async <Name extends keyof Needs>(name: Name): Promise<Needs[Name]> => {
  const response = await fetch(`${inject('needsUrl')}/${name}`);
  if (!response.ok) throw new Error(await response.text());
  // The answer is made from the same type in test/global-setup.ts.
  return (await response.json()) as Needs[Name];
};
