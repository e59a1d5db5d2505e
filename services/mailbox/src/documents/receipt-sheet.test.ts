import { describe, expect, it } from 'vitest';

import { delivery, machineEvent, sending } from '#web/testing/sending-data';
import { receiptSheet, type ReceiptFacts } from './receipt-sheet.ts';

const sha256 = '9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08';

const sheetOf = (some: Partial<ReceiptFacts['sending']> = {}) =>
  receiptSheet(
    {
      sending: sending(some),
      handedOver: [{ attempt: 1, carrier: 'signalwire', carrierFaxId: 'fax-1', sha256 }],
      madeBy: 'Bo Ek',
      madeAt: new Date('2026-11-22T09:00:00Z'),
      picture: new Uint8Array(),
    },
    { locale: 'sv', timeZone: 'Europe/Stockholm', organisation: 'Exempelkommun' },
  );
const valueOf = (label: string, some?: Partial<ReceiptFacts['sending']>) =>
  sheetOf(some).rows.find((row) => row.label === label)?.value;

describe('a receipt', () => {
  it('says to whom, from where, when, by whom, how it ended, and by what it can be found again', () => {
    expect(sheetOf().rows.map(({ label, value }) => [label, value])).toEqual([
      ['Till', '0226-64 50 00 (+46226645000)'],
      ['Från', '0225-456 00 (+4622545600)'],
      ['Skickat', '2026-11-22 09:12:00\nav Anna'],
      ['Resultat', 'Det är framme: mottagarens maskin tog emot allt.'],
      ['', '3 av 3 sidor bekräftade.'],
      ['Sidor', '3'],
      ['Kod', 'KQ7-2M4'],
      ['Operatör', 'Carrier'],
      ['Operatörens id', 'fax-1'],
      ['SHA-256, försök 1', sha256],
    ]);
  });

  it("keeps a person's word beside what machines said", () => {
    const by = { id: 'bo', name: 'Bo' };
    const at = '2026-11-22T08:20:00.000Z';
    const unknown = {
      delivery: delivery({ state: 'unknown', unknown: 'never-told', pagesConfirmed: null }),
      mark: { outcome: 'arrived', by, at, reason: 'De ringde.' },
    } as const;
    expect(valueOf('Resultat', unknown)).toBe('Ingen vet om det kom fram.');
    expect(valueOf('', unknown)).toContain('Märkt som framme av Bo: De ringde.');
  });

  it('has what happened from the first to the last, with who said so and the codes', () => {
    const evidence = { said: 'delivered' };
    const { entries } = sheetOf({
      people: [
        {
          at: '2026-11-22T08:12:00.000Z',
          deliveryId: 'delivery-1',
          kind: 'sent',
          by: { id: 'anna', name: 'Anna', kind: 'person' },
          reason: null,
        },
      ],
      machines: [machineEvent({ evidence, pages: null })],
    }).events;
    expect(entries).toEqual([
      {
        label: '2026-11-22 09:12:00',
        lines: ['Skickat (Anna)', 'Faxat, för ingen säker adress till mottagaren är känd.'],
      },
      { label: '2026-11-22 09:14:00', lines: ['Framme (Operatören sade)', 'said delivered'] },
    ]);
  });

  it('says what it is good for, when it was made and for whom', () => {
    expect(sheetOf().notice.paragraphs.at(-1)).toBe(
      'Kvittot gjordes av Kuvert 2026-11-22 10:00:00 på begäran av Bo Ek.',
    );
  });
});
