import { readFile } from 'node:fs/promises';
import { dirname, posix, relative } from 'node:path';
import { glob } from 'node:fs/promises';

import { parseSync } from 'oxc-parser';

/** One import of one source file: by its path in the repository, and what it names. */
export interface Import {
  readonly from: string;
  /** A path in the repository for our own code (`packages/shared/src/ids.ts`), or a package's name. */
  readonly to: string;
  readonly own: boolean;
}

const sources = '{packages,services,infra,test}/**/*.{ts,tsx}';
const ignored = /(^|\/)(node_modules|dist)(\/|$)/;

/** Every import and re-export, dynamic ones by a literal included, of every source file below `root`. */
export const readImports = async (root: string): Promise<readonly Import[]> => {
  const all: Import[] = [];
  for await (const file of glob(sources, { cwd: root, exclude: (name) => ignored.test(name) }))
    all.push(...(await importsOf(root, file)));
  return all;
};

const importsOf = async (root: string, file: string): Promise<Import[]> => {
  const text = await readFile(posix.join(root, file), 'utf8');
  const { module } = parseSync(file, text);
  const named = [
    ...module.staticImports.map(({ moduleRequest }) => moduleRequest.value),
    ...module.staticExports.flatMap(({ entries }) =>
      entries.flatMap(({ moduleRequest }) => (moduleRequest ? [moduleRequest.value] : [])),
    ),
    ...module.dynamicImports.flatMap(({ moduleRequest }) => {
      const literal = /^['"](.*)['"]$/.exec(text.slice(moduleRequest.start, moduleRequest.end));
      return literal?.[1] === undefined ? [] : [literal[1]];
    }),
  ];
  return named.map((name) => resolve(root, file, name));
};

const resolve = (root: string, from: string, name: string): Import => {
  if (name.startsWith('.'))
    return { from, to: relative(root, posix.join(root, dirname(from), name)), own: true };
  const own = /^@kuvert\/([^/]+)\/(.+)$/.exec(name);
  if (!own) return { from, to: name, own: false };
  const [, workspace = '', path = ''] = own;
  return { from, to: `${folderOf(workspace)}/${path}`, own: true };
};

const folderOf = (workspace: string): string => {
  if (['ingest', 'mailbox', 'outbound'].includes(workspace)) return `services/${workspace}`;
  if (workspace === 'infra' || workspace === 'test') return workspace;
  return `packages/${workspace}`;
};
