import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** What takes more than a minute on two cores, the longest first: begun last, one of them runs on alone at the end. */
const LONGEST = [
  'fuzz/run.test.ts',
  'e2e/answer-by-fax.test.ts',
  'e2e/start.test.ts',
  'faults/sending-crash.test.ts',
  'faults/crash.test.ts',
  'smoke/smoke.test.ts',
  'e2e/page-state.test.ts',
  'e2e/fax-to-screen.test.ts',
  'e2e/mailbox-work.test.ts',
  'outbound/src/timeouts.test.ts',
];

const rankOf = ({ moduleId }: TestSpecification): number => {
  const rank = LONGEST.findIndex((name) => moduleId.endsWith(name));
  return rank < 0 ? LONGEST.length : rank;
};

/** Vitest knows how long files take from a run before; a fresh clone has none, and would go by their size. */
export class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files);
    return sorted.toSorted((one, other) => rankOf(one) - rankOf(other));
  }
}
