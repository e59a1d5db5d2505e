import { existsSync } from 'node:fs';
import { glob, readdir, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { components } from './components.ts';
import type { Component, ComponentName, ProgramName } from './components.ts';
import { unpackPackages } from './debian-packages.ts';
import { findProgram, isExecutable } from './find-program.ts';
import { runProgram, runToEnd } from './run-program.ts';
import { writeScriptLaunchers } from './script-launchers.ts';
import { settingsFrom } from './settings.ts';
import type { ProvisionSettings } from './settings.ts';

/** A program that runs: its path, and what its environment needs. */
export interface Program {
  readonly command: string;
  readonly env: Readonly<Record<string, string>>;
  /** The folder that its package was unpacked into; undefined when it is installed. */
  readonly root?: string;
}

export interface Provisioned {
  /** All of them, by name. */
  readonly programs: ReadonlyMap<string, Program>;
  /** @throws Error when its component wasn't asked for. */
  program(name: ProgramName): Program;
}

/**
 * Finds each component: as chosen, on PATH, unpacked before, unpacked now from Debian's packages, or, as root, installed.
 * Reports one line a component.
 * @throws Error naming every component that can't be had, with the command that gets it.
 */
export const provision = async (
  names: readonly ComponentName[],
  settings: ProvisionSettings = spokenSettings(),
): Promise<Provisioned> => {
  const programs = new Map<string, Program>();
  const missing: string[] = [];
  for (const name of names) {
    try {
      const found = await provisionOne(name, settings);
      for (const program of found) programs.set(...program);
      settings.report(`${name}: ${found[0]?.[1].command}`);
    } catch (error) {
      missing.push(`${name} is missing (${String(error)}).\n  ${wayToGet(name)}`);
    }
  }
  if (missing.length > 0) throw new Error(missing.join('\n'));
  return {
    programs,
    program: (name) => {
      const program = programs.get(name);
      if (!program) throw new Error(`${name} was not provisioned`);
      return program;
    },
  };
};

const spokenSettings = (): ProvisionSettings => ({
  ...settingsFrom(process.env),
  report: (line) => process.stdout.write(`${line}\n`),
});

type Found = [name: string, program: Program][];

const provisionOne = async (name: ComponentName, settings: ProvisionSettings): Promise<Found> => {
  const component: Component = components[name];
  const chosen = settings.chosen[name];
  if (chosen !== undefined) return besides(component, chosen);
  const onPath = await everyOnPath(component, settings.path);
  if (onPath) return onPath;
  try {
    return await unpacked(name, component, settings);
  } catch (error) {
    if (process.getuid?.() !== 0) throw error;
    settings.report(`${name}: installing ${component.packages.join(', ')}`);
    await install(component);
    const installed = await everyOnPath(component, settings.path);
    if (!installed) throw error;
    return installed;
  }
};

/** Somebody chose the first program; the others lie beside it. */
const besides = async (component: Component, chosen: string): Promise<Found> => {
  const found: Found = [];
  for (const [at, name] of component.programs.entries()) {
    const command = at === 0 ? chosen : join(dirname(chosen), name);
    if (!(await isExecutable(command))) throw new Error(`${command} can't be run`);
    found.push([name, { command, env: {} }]);
  }
  return found;
};

const everyOnPath = async (component: Component, path: string): Promise<Found | undefined> => {
  if (!(component.files ?? []).every((file) => existsSync(file))) return undefined;
  const found: Found = [];
  for (const name of component.programs) {
    const command = await findProgram(name, path);
    if (command === undefined) return undefined;
    found.push([name, { command, env: {} }]);
  }
  return found;
};

/** From the cache when it still runs: a library that it takes from the system may have gone. */
const unpacked = async (
  name: ComponentName,
  component: Component,
  { cacheFolder, path, report }: ProvisionSettings,
): Promise<Found> => {
  const folder = join(cacheFolder, name);
  const cached = await inFolder(component, folder, path).catch(() => undefined);
  if (cached) return cached;
  report(`${name}: unpacking ${component.packages.join(', ')} into ${folder}`);
  await rm(folder, { recursive: true, force: true });
  await unpackPackages(component, folder, cacheFolder, (root) =>
    writeScriptLaunchers(component, root),
  );
  return inFolder(component, folder, path);
};

const inFolder = async (component: Component, root: string, systemPath: string): Promise<Found> => {
  const folders = [component.folder ?? [], 'usr/bin', 'usr/sbin', 'bin', 'sbin'].flat();
  const path = folders.map((each) => join(root, each)).join(':');
  const env = {
    LD_LIBRARY_PATH: (await libraryFolders(root)).join(':'),
    ...(await pathVariables(component, root, systemPath)),
  };
  const found: Found = [];
  for (const name of component.programs) {
    const command = component.inPackage
      ? join(root, component.inPackage)
      : await findProgram(name, path);
    if (!command?.startsWith(root)) throw new Error(`its packages hold no ${name}`);
    found.push([name, { command, env, root }]);
  }
  await probe(component, found);
  return found;
};

const pathVariables = async (
  { paths = {} }: Component,
  root: string,
  systemPath: string,
): Promise<Record<string, string>> => {
  const variables: Record<string, string> = {};
  for (const [name, patterns] of Object.entries(paths)) {
    const folders: string[] = [];
    for (const pattern of patterns) {
      for await (const folder of glob(pattern, { cwd: root })) folders.push(join(root, folder));
    }
    // Other programs are found as before, behind those that were unpacked.
    variables[name] = (name === 'PATH' ? [...folders, systemPath] : folders).join(':');
  }
  return variables;
};

/** 127 is the loader's own status when a library is missing; a script that lacks a module ends with any. */
const probe = async (component: Component, found: Found): Promise<void> => {
  for (const [name, { command, env }] of found) {
    const { status, stderr } = await runToEnd(command, component.probe, { env, timeoutMs: 20_000 });
    const wrong = component.interpreter === undefined ? status === 127 : status !== 0;
    if (status === null || wrong) throw new Error(`${name} doesn't run: ${stderr.trim()}`);
  }
};

/** Every folder with shared libraries, down to those of one's own below the machine's. */
const libraryFolders = async (root: string): Promise<string[]> => {
  const entries = await readdir(root, { recursive: true, withFileTypes: true });
  const folders = entries
    .filter(({ name }) => /\.so(\.|$)/.test(name))
    .map(({ parentPath }) => parentPath);
  return [...new Set(folders)].toSorted((a, b) => a.length - b.length);
};

const install = async ({ packages }: Component): Promise<void> => {
  const env = { DEBIAN_FRONTEND: 'noninteractive' };
  const args = ['install', '-y', '--no-install-recommends', ...packages];
  await runProgram('apt-get', ['update'], { env });
  await runProgram('apt-get', args, { env, timeoutMs: 600_000 });
};

const wayToGet = (name: ComponentName): string => {
  const variable = `KUVERT_PROGRAM_${name.toUpperCase()}`;
  const [main] = components[name].programs;
  return `Get it with: sudo apt-get install ${components[name].packages.join(' ')}, or name your ${main} in ${variable}.`;
};
