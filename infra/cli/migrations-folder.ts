import { fileURLToPath } from 'node:url';

/** `infra/migrations`, from the source as from the compiled output, which lies one folder deeper. */
export const migrationsFolder = fileURLToPath(
  new URL(import.meta.url.endsWith('.ts') ? '../migrations' : '../../migrations', import.meta.url),
);
