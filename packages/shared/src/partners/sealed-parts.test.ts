import { describe, expect, it } from 'vitest';

import { envelopeOf, type PartnerDetails } from './sealed-parts.ts';

const person = { root: '1.2.752.29.6.2.1', extension: 'SE2321000016-1', label: 'Anna' };
const answered: PartnerDetails = {
  label: 'Remiss',
  senderPersons: [person],
  recipientPersons: [],
  references: [{ root: '1.2.752.129.2.1.3.1', extension: '19121212-1212', label: 'Tolvan' }],
  texts: [],
  files: [{ name: 'remiss.pdf', pages: 1 }],
};

describe('the envelope of a reply', () => {
  it('echoes every reference, and is for who wrote', () => {
    expect(envelopeOf('Svar', answered)).toEqual({
      label: 'Svar',
      recipientPersons: [person],
      references: answered.references,
    });
  });

  it('has the label that is answered when nothing was written', () => {
    expect(envelopeOf('  ', answered).label).toBe('Remiss');
  });

  it('has no more than 256 characters of a label, and of a letter no references', () => {
    expect(envelopeOf('x'.repeat(300), undefined)).toEqual({
      label: 'x'.repeat(256),
      recipientPersons: [],
      references: [],
    });
  });
});
