import { existsSync, globSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { dirname, join, relative } from 'node:path';

import { describe, expect, it } from 'vitest';

const root = join(import.meta.dirname, '../..');
const notOurs = ['node_modules', 'dist', '.git'];
const pages = globSync('**/*.md', { cwd: root, exclude: (name) => notOurs.includes(name) });

/** Text without its code, where brackets mean something else. */
const prose = (markdown: string): string =>
  markdown
    .replaceAll(/^(```|~~~)[\s\S]*?^\1/gm, '')
    .replaceAll(/^(?: {4}|\t).*$/gm, '')
    .replaceAll(/`[^`\n]*`/g, '');

/** Targets of links and pictures that lie in this repository. */
const targetsIn = (markdown: string): string[] =>
  [...prose(markdown).matchAll(/\]\(([^)\s]+)[^)]*\)/g)]
    .map(([, target = '']) => target)
    .filter((target) => !/^[a-z][a-z0-9+.-]*:/i.test(target));

/** The names that a page's headings get in links, as GitHub makes them. */
const anchorsIn = (markdown: string): string[] =>
  [...markdown.matchAll(/^#{1,6} +(.+)$/gm)].map(([, heading = '']) =>
    heading
      .toLowerCase()
      .replaceAll(/[^\p{L}\p{N}\s_-]/gu, '')
      .trim()
      .replaceAll(/\s/g, '-'),
  );

const brokenIn = async (page: string): Promise<string[]> => {
  const text = await readFile(join(root, page), 'utf8');
  const broken: string[] = [];
  for (const target of targetsIn(text)) {
    const [path = '', anchor] = decodeURIComponent(target).split('#');
    const file = path === '' ? join(root, page) : join(root, dirname(page), path);
    const found =
      existsSync(file) &&
      (anchor === undefined || anchorsIn(await readFile(file, 'utf8')).includes(anchor));
    if (!found) broken.push(`${target} (looked for ${relative(root, file)})`);
  }
  return broken;
};

describe('what the documents lead to', () => {
  it('has pages to look at', () => expect(pages).toContain('README.md'));

  it.each(pages)('%s: each link and picture is there', async (page) => {
    expect(await brokenIn(page)).toEqual([]);
  });
});
