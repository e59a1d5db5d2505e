import { chmod } from 'node:fs/promises';

import { startPostgres } from '../provision/postgres.ts';

/** Runs `work` with a PostgreSQL that keeps what it says it keeps: its commits reach the disk. */
export async function withPostgres<Result>(
  folder: string,
  work: (serverUrl: string) => Promise<Result>,
): Promise<Result> {
  await chmod(folder, 0o755); // as root the server runs as another user
  const postgres = await startPostgres(folder, { durable: true });
  try {
    return await work(postgres.url);
  } finally {
    await postgres.stop();
  }
}
