import { finished } from 'node:stream/promises';

import { from as copyFrom } from 'pg-copy-streams';

import type { OwnerSession } from './owner-session.ts';
import type { Table } from './tables.ts';

/** Takes tables' parts in the archive's order, one COPY at a time. */
export interface CopyIn {
  part(table: Table, bytes: Uint8Array): Promise<void>;
  /** Ends the last COPY; rows by table. */
  end(): Promise<ReadonlyMap<string, number>>;
}

interface Copying {
  readonly table: Table;
  write(bytes: Uint8Array): Promise<void>;
  /** @returns how many rows it was */
  end(): Promise<number>;
}

export const createCopyIn = (session: OwnerSession): CopyIn => {
  const rows = new Map<string, number>();
  let copying: Copying | undefined;
  const endCopying = async (): Promise<void> => {
    if (copying) rows.set(copying.table.name, await copying.end());
    copying = undefined;
  };
  return {
    part: async (table, bytes) => {
      if (copying?.table.name !== table.name) {
        await endCopying();
        copying = startCopy(session, table);
      }
      await copying?.write(bytes);
    },
    end: async () => {
      await endCopying();
      return rows;
    },
  };
};

const startCopy = ({ client }: OwnerSession, table: Table): Copying => {
  const columns = table.columns.map((column) => client.escapeIdentifier(column)).join(', ');
  const stream = client.query(
    copyFrom(`copy ${client.escapeIdentifier(table.name)} (${columns}) from stdin`),
  );
  const over = finished(stream);
  // looked at by whoever writes or ends; a refusal in between must not count as unhandled
  over.catch(() => undefined);
  return {
    table,
    write: (bytes) =>
      Promise.race([
        over,
        new Promise<void>((resolve, reject) => {
          stream.write(bytes, (error) => (error ? reject(error) : resolve()));
        }),
      ]),
    end: async () => {
      stream.end();
      await over;
      return stream.rowCount;
    },
  };
};
