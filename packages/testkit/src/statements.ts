import pg from 'pg';

/** The SQL that this process asks its databases from now on: what a service in it does, and so how long it takes. */
export interface Statements {
  /** Those since the last time that they were taken. */
  take(): readonly string[];
  stop(): void;
}

export const watchStatements = (): Statements => {
  let asked: string[] = [];
  const original = Object.getOwnPropertyDescriptor(pg.Client.prototype, 'query');
  pg.Client.prototype.query = new Proxy(pg.Client.prototype.query, {
    apply: (query, client, parameters: readonly unknown[]) => {
      asked.push(sqlOf(parameters[0]));
      return Reflect.apply(query, client, parameters);
    },
  });
  return {
    take: () => {
      const taken = asked;
      asked = [];
      return taken;
    },
    stop: () => {
      if (original) Object.defineProperty(pg.Client.prototype, 'query', original);
    },
  };
};

/** Of what `pg` takes: the text, or a query that has it. */
const sqlOf = (query: unknown): string => {
  if (typeof query === 'string') return query;
  const hasText = typeof query === 'object' && query !== null && 'text' in query;
  return hasText ? String(query.text) : '';
};
