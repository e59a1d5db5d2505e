import type { ComponentName, ProgramName } from '../provision/components.ts';
import type { Program } from '../provision/provision.ts';

/** What is measured, and against what. */
export interface Row {
  /** The work, the unit, and what the anchor is. */
  readonly name: string;
  /** What `ours / anchor` has to be; undefined when it is only told. */
  readonly target?: Target;
  /** What the anchor is run by. */
  readonly needs: readonly ComponentName[];
  measure(bench: Bench): Promise<Measured>;
}

export type Target = { readonly atLeast: number } | { readonly atMost: number };

/** Two figures of the same unit. */
export interface Measured {
  readonly ours: number;
  readonly anchor: number;
}

/** What a row may use. */
export interface Bench {
  /** An empty folder of its own; gone afterwards. */
  readonly folder: string;
  /** A program that `needs` brought. */
  readonly program: (name: ProgramName) => Program;
  /** Told how far it is. */
  readonly report: (text: string) => void;
}

/** One line of the answer. */
export type Line =
  | {
      readonly name: string;
      readonly ours: number;
      readonly anchor: number;
      readonly ratio: number;
      readonly target: string | null;
      readonly met: boolean | null;
    }
  | { readonly name: string; readonly missing: readonly string[] };

export const missingLine = ({ name }: Row, missing: readonly string[]): Line => ({ name, missing });

export function measuredLine({ name, target }: Row, { ours, anchor }: Measured): Line {
  const ratio = ours / anchor;
  const figures = { ours: rounded(ours), anchor: rounded(anchor), ratio: rounded(ratio) };
  if (target === undefined) return { name, ...figures, target: null, met: null };
  return 'atLeast' in target
    ? { name, ...figures, target: `>= ${target.atLeast}`, met: ratio >= target.atLeast }
    : { name, ...figures, target: `<= ${target.atMost}`, met: ratio <= target.atMost };
}

/** Four digits: no measurement here is better than that. */
const rounded = (value: number): number => Number(value.toPrecision(4));
