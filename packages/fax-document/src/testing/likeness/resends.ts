import type { Pdfium } from '../../render/pdfium.ts';
import { Random } from '../fuzz/random.ts';
import { fillingOf, form, headerLine, letter, type Filling } from './papers.ts';
import { receivedFax, type LineTroubles } from './received-fax.ts';
import { EXACT_SCAN, scan, sheetOf, type ScanOptions, type Sheet } from './scan.ts';

/** Two faxes of which it is known whether the second is the first once more. */
export interface Trial {
  readonly name: string;
  readonly isResend: boolean;
  readonly first: Uint8Array;
  readonly second: Uint8Array;
}

/** What may differ between a form and one that must not count as the same. */
const CHANGES = {
  'another patient': (_filling, other) => ({ ...other }),
  'another name': (filling, other) => ({ ...filling, name: other.name }),
  'another name and number': (filling, other) => ({
    ...filling,
    name: other.name,
    number: other.number,
  }),
  'other values': (filling, other) => ({ ...filling, values: other.values }),
  'another text': (filling, other) => ({ ...filling, text: other.text }),
  'another signature': (filling, other) => ({ ...filling, hand: other.hand }),
} as const satisfies Record<string, (filling: Filling, other: Filling) => Filling>;

export type Change = keyof typeof CHANGES;
export const FORM_CHANGES = Object.keys(CHANGES) as readonly Change[];

/** Makes trials, by a seed. */
export interface TrialMaker {
  /** A paper sent twice, each time as another machine, hour and line would have it. */
  resend(seed: number): Promise<Trial>;
  /** The same form, the same machine at its best: something else is written on it. */
  nearMiss(seed: number, change: Change): Promise<Trial>;
  /** Another letter on the same paper. */
  otherLetter(seed: number): Promise<Trial>;
}

export function trialMaker(pdfium: Pdfium): TrialMaker {
  const sheets = new Map<string, Promise<Sheet>>();
  const sheet = (name: string, draw: () => Promise<Uint8Array>): Promise<Sheet> => {
    const drawn = sheets.get(name) ?? draw().then((pdf) => sheetOf(pdfium, pdf));
    return sheets.set(name, drawn).get(name) ?? drawn;
  };
  const header = (random: Random): Promise<Sheet> => {
    const time = `2026-11-22 0${random.below(10)}:4${random.below(10)}`;
    return sheet(time, () => headerLine(time, 1));
  };
  const send = async (paper: Sheet, random: Random): Promise<Uint8Array> => {
    const options = { ...conditions(random), header: await header(random) };
    return receivedFax([scan(paper, options)], options.yDpi, troubles(random));
  };
  const formOf = (filling: Filling, name: string): Promise<Sheet> =>
    sheet(`form ${name}`, () => form(filling));
  return {
    async resend(seed) {
      const random = new Random(seed);
      const paper =
        seed % 2 === 0
          ? await sheet(`letter ${seed % 6}`, () => letter(seed % 6))
          : await formOf(fillingOf(seed % 6), `${seed % 6}`);
      const first = await send(paper, random);
      return { name: `resend ${seed}`, isResend: true, first, second: await send(paper, random) };
    },
    async nearMiss(seed, change) {
      const random = new Random(seed);
      const [filling, other] = [fillingOf(seed % 6), fillingOf(100 + seed)];
      const changed = CHANGES[change](filling, other);
      return {
        name: `${change} ${seed}`,
        isResend: false,
        first: await send(await formOf(filling, `${seed % 6}`), random),
        second: await send(await formOf(changed, `${change} ${seed}`), random),
      };
    },
    async otherLetter(seed) {
      const random = new Random(seed);
      const [one, other] = [seed % 6, 100 + seed];
      return {
        name: `another letter ${seed}`,
        isResend: false,
        first: await send(await sheet(`letter ${one}`, () => letter(one)), random),
        second: await send(await sheet(`letter ${other}`, () => letter(other)), random),
      };
    },
  };
}

/** Between two numbers. */
const within = (random: Random, least: number, most: number): number =>
  least + ((most - least) * random.below(10_001)) / 10_000;

function conditions(random: Random): ScanOptions {
  return {
    ...EXACT_SCAN,
    yDpi: random.pick([98, 196, 196]),
    dx: within(random, -0.15, 0.15),
    dy: within(random, -0.2, 0.2),
    skew: within(random, -1, 1),
    stretchX: within(random, 0.995, 1.005),
    stretchY: within(random, 0.985, 1.015),
    threshold: within(random, 0.38, 0.62),
    specks: random.pick([0, 0, 0.0005, 0.002]),
    seed: random.below(1_000_000),
    headerAbove: random.pick([true, false]),
    streakAt: random.below(4) === 0 ? within(random, 0.1, 0.9) : undefined,
  };
}

const troubles = (random: Random): LineTroubles =>
  random.pick<LineTroubles>([
    {},
    {},
    { bursts: [within(random, 0.2, 0.9)] },
    { bursts: [within(random, 0.1, 0.5), within(random, 0.5, 0.9)] },
  ]);
