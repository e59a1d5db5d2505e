import { describe, expect, it } from 'vitest';
import { me, now, summary } from '../testing/data.ts';
import { rowView } from './row-view.ts';

const at = '2026-11-22T07:00:00.000Z';
const words = (some: Parameters<typeof summary>[0]) =>
  rowView(summary(some), me(), now).marks.map(({ word }) => word);

const dated = (answerBy: string, state: 'received' | 'answered') =>
  rowView(summary({ referral: { state, answerBy, markedBySender: true } }), me(), now).marks[0];

const by = (id: string, name: string) => ({ state: 'taken', by: { id, name }, at }) as const;

describe('a row', () => {
  it('says what it is in one sentence for screen readers', () => {
    expect(rowView(summary(), me(), now).label).toBe(
      '0226-64 50 00, HOSPITAL, 07:41, 3 pages, whole, new',
    );
  });

  it('names the department of this house that sent it as a message', () => {
    const row = rowView(summary({ fromDepartment: 'School', tsi: null }), me(), now);
    expect([row.from, row.tsi]).toEqual(['School', 'secure message']);
  });

  it('names the organisation and the function of a partner, and no address of theirs', () => {
    const partner = { organisation: 'Clinic', function: 'Referrals', confidential: true };
    const row = rowView(summary({ partner, tsi: null }), me(), now);
    expect([row.from, row.tsi, row.to]).toEqual(['Clinic', 'Referrals', '']);
  });

  it('says that the number is withheld when there is none', () => {
    const row = rowView(summary({ from: { national: '', full: '' } }), me(), now);
    expect(row.from).toBe('Number withheld');
  });

  it('leaves out a name of blanks', () => {
    expect(rowView(summary({ tsi: '   ' }), me(), now).tsi).toBeNull();
  });

  it('tells mine from what others have taken', () => {
    expect(words({ handling: by('anna', 'Anna') })).toEqual(['whole', 'taken by you']);
    expect(words({ handling: by('bo', 'Bo') })).toEqual(['whole', 'taken by Bo']);
  });

  it('says that it needs attention instead of how whole it is', () => {
    expect(words({ attention: 'jbig', integrity: null, pages: null })).toEqual([
      'needs attention',
      'new',
    ]);
  });

  it('says first that it is a referral, and until when it is to be answered', () => {
    const referral = { state: 'accepted', answerBy: '2026-12-03', markedBySender: false } as const;
    expect(words({ referral })[0]).toBe('referral, accepted, by 3 Dec');
    expect(words({ referral: { ...referral, answerBy: null } })[0]).toBe('referral, accepted');
  });

  it('has a referral stand out from the day after, and no more once it is answered', () => {
    expect(dated('2026-11-22', 'received')?.kind).toBe('referral');
    expect(dated('2026-11-21', 'received')).toEqual({
      kind: 'referral-overdue',
      word: 'referral, overdue since 21 Nov',
    });
    expect(dated('2026-11-21', 'answered')?.kind).toBe('referral');
  });

  it('says that there is no document rather than nought pages', () => {
    expect(rowView(summary({ pages: null, integrity: null }), me(), now).pages).toBe('no document');
  });
});
