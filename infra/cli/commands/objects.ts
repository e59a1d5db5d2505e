import type { Command } from '../command.ts';
import { orphans } from '../objects/orphans.ts';

export const objectsInit: Command = {
  name: 'objects init',
  summary: 'makes the bucket, or the folder, that objects lie in',
  run: async ({ house }) => {
    await (await (await house()).makeObjects()).check();
    return { lines: ['The object store can be used.'], data: { usable: true } };
  },
};

export const objectsOrphans: Command = {
  name: 'objects orphans',
  options: { remove: { type: 'boolean' } },
  optionHelp: [
    '  --remove  removes them; nothing that opens them is left anywhere',
    '  An object counts when it is older than a day: younger ones may be on their way to their document.',
  ],
  summary: 'objects that no document names',
  run: async ({ house, clock, values }) => {
    const opened = await house();
    const objects = await opened.objects();
    const names: string[] = [];
    for await (const name of orphans({ objects, database: opened.database, clock })) {
      names.push(name);
      if (values['remove'] === true) await objects.remove(name);
    }
    const said = values['remove'] === true ? 'removed' : 'without a document';
    return {
      lines: [...names, `${names.length} objects ${said}.`],
      data: { names, removed: values['remove'] === true },
    };
  },
};
