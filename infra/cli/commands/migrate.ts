import { migrate } from '@kuvert/platform/postgres/migrate';

import type { Command } from '../command.ts';
import { migrationsFolder } from '../migrations-folder.ts';

export const migrateCommand: Command = {
  name: 'migrate',
  summary: "brings the database up to date and sets the services' passwords from their files",
  run: async ({ house }) => {
    const { ownerUrl, rolePasswords } = await house();
    const ran = await migrate(ownerUrl, migrationsFolder, await rolePasswords());
    return {
      lines: ran.length === 0 ? ['The database is up to date.'] : ran.map((name) => `ran ${name}`),
      data: { ran },
    };
  },
};
