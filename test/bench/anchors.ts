import type { ComponentName, ProgramName } from '../provision/components.ts';
import { provision, type Program } from '../provision/provision.ts';
import type { ProvisionSettings } from '../provision/settings.ts';

/** The programs that rows are measured against, as far as this machine can have them. */
export interface Anchors {
  /** @throws Error when it isn't there */
  program(name: ProgramName): Program;
  /** Which of these can't be had. */
  missing(needs: readonly ComponentName[]): readonly ComponentName[];
}

/** Provisions each component by itself: that one can't be had keeps no other from being measured. */
export async function findAnchors(
  names: readonly ComponentName[],
  settings: ProvisionSettings,
): Promise<Anchors> {
  const programs = new Map<string, Program>();
  const lost = new Set<ComponentName>();
  for (const name of new Set(names)) {
    try {
      for (const [each, program] of (await provision([name], settings)).programs) {
        programs.set(each, program);
      }
    } catch (error) {
      lost.add(name);
      settings.report(error instanceof Error ? error.message : String(error));
    }
  }
  return {
    program(name) {
      const program = programs.get(name);
      if (program === undefined) throw new Error(`${name} was not provisioned`);
      return program;
    },
    missing: (needs) => needs.filter((name) => lost.has(name)),
  };
}
