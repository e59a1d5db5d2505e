import { describe, expect, it } from 'vitest';

import { referralStates } from '../../referrals/states.ts';
import { referralTask, tasksBundle, type ToldReferral } from './referral-task.ts';

const told: ToldReferral = {
  id: 'ff325210-0690-42fe-b86f-95ecab821223',
  state: 'received',
  isForwarded: false,
  answerBy: null,
  acceptedAt: new Date('2026-11-27T12:00:00Z'),
  changedAt: new Date('2026-11-27T12:30:00Z'),
  department: { name: 'Hemsjukvården', address: null },
};

describe('the Task of a referral', () => {
  it.each(referralStates)(
    'has a status for one that is %s, and the state itself beside it',
    (state) => {
      const task = Object(referralTask({ ...told, state }));
      expect(task).toMatchObject({
        status: expect.any(String),
        businessStatus: { coding: [{ code: state }] },
        lastModified: '2026-11-27T12:30:00.000Z',
      });
    },
  );

  it('says that it went on until something happens there', () => {
    const codes = (['received', 'accepted'] as const).map(
      (state) =>
        Object(referralTask({ ...told, state, isForwarded: true })).businessStatus.coding[0].code,
    );
    expect(codes).toEqual(['forwarded', 'accepted']);
  });
});

describe('the list of Tasks', () => {
  const base = 'https://fax.example.se/partner/v1/fhir/Task';

  it('says where what changed later is', () => {
    const query = '?_lastUpdated=ge2026-11-27T12%3A30%3A00.000Z';
    expect(tasksBundle([told], base, '', query)).toMatchObject({
      link: [
        { relation: 'self', url: base },
        { relation: 'next', url: `${base}${query}` },
      ],
      entry: [{ fullUrl: `${base}/${told.id}`, search: { mode: 'match' } }],
    });
  });

  it('has no entry where there is none: R4 has no empty lists', () => {
    expect(Object.keys(tasksBundle([], base, '', null))).not.toContain('entry');
  });
});
