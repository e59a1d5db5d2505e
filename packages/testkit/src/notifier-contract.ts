import { randomUUID } from 'node:crypto';

import { describe, expect, it } from 'vitest';

import { parseMailAddress } from '@kuvert/shared/notices/mail-address';
import { noticeKinds, noticeLanguages } from '@kuvert/shared/notices/notice';
import type { Notice, Notifier } from '@kuvert/shared/ports/notifier';

/** What the contract needs of the notifier that it tests, and of the server behind it. */
export interface NotifierUnderTest {
  readonly notifier: Notifier;
  /** Ids of the notices that the server has taken for an address, oldest first. */
  taken(to: string): readonly string[];
  /** From now on the server refuses this address for good, with 550. */
  refuse(to: string): void;
  /** From now on the server has no time for this address, and says 451. */
  beBusy(to: string): void;
}

export const noticeTo = (to: string, changes: Partial<Notice> = {}): Notice => {
  const address = parseMailAddress(to);
  if (address === undefined) throw new Error('no address');
  return {
    id: randomUUID(),
    kind: 'arrived',
    language: 'sv',
    mailbox: 'Vård och omsorg',
    link: 'https://mailbox.kommun.example',
    to: address,
    ...changes,
  };
};

const newAddress = (): string => `${randomUUID()}@kommun.example`;
const never = new AbortController().signal;

/** What every notifier does: run it against each adapter. */
export const notifierContract = (name: string, open: () => NotifierUnderTest): void => {
  describe(`the notifier: ${name}`, () => {
    it.each(noticeKinds.flatMap((kind) => noticeLanguages.map((language) => [kind, language])))(
      'hands over %s in %s',
      async (kind, language) => {
        const { notifier, taken } = open();
        const notice = noticeTo(newAddress(), { kind, language } as Partial<Notice>);
        expect(await notifier.send(notice, never)).toEqual({ kind: 'accepted' });
        expect(taken(notice.to)).toEqual([notice.id]);
      },
    );

    it('sends the same notice under the same id', async () => {
      const { notifier, taken } = open();
      const notice = noticeTo(newAddress());
      await notifier.send(notice, never);
      await notifier.send(notice, never);
      expect(taken(notice.to)).toEqual([notice.id, notice.id]);
    });

    it('says that an address was refused for good, with the reply', async () => {
      const { notifier, taken, refuse } = open();
      const notice = noticeTo(newAddress());
      refuse(notice.to);
      expect(await notifier.send(notice, never)).toEqual({ kind: 'refused', code: '550' });
      expect(taken(notice.to)).toEqual([]);
    });

    it('says that a notice was not taken now, when the server is busy', async () => {
      const { notifier, taken, beBusy } = open();
      const notice = noticeTo(newAddress());
      beBusy(notice.to);
      expect(await notifier.send(notice, never)).toMatchObject({ kind: 'not-sent' });
      expect(taken(notice.to)).toEqual([]);
    });

    it('sends nothing after it was told to stop', async () => {
      const { notifier, taken } = open();
      const notice = noticeTo(newAddress());
      expect(await notifier.send(notice, AbortSignal.abort())).toMatchObject({ kind: 'not-sent' });
      expect(taken(notice.to)).toEqual([]);
    });
  });
};
