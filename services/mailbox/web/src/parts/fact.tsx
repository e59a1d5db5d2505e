import type { ReactNode } from 'react';
import type { ShownNumber } from '../../../src/http/api.ts';

/** One line of a list of facts (`dl.facts`). */
export const Fact = ({ name, children }: { name: string; children: ReactNode }) => (
  <div>
    <dt>{name}</dt>
    <dd>{children}</dd>
  </div>
);

/** A number as one writes it here, and in full beneath. */
export const PhoneNumber = ({ national, full }: ShownNumber) => (
  <>
    <bdi>{national}</bdi>
    {full !== national && (
      <span className="facts__second">
        <bdi>{full}</bdi>
      </span>
    )}
  </>
);
