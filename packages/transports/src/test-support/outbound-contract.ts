import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { KuvertError } from '@kuvert/shared/errors';
import { asId } from '@kuvert/shared/ids';
import type {
  CarrierReport,
  FaxOrder,
  Lookup,
  OutboundTransport,
} from '@kuvert/shared/ports/outbound';
import type { RawRequest } from '@kuvert/shared/ports/transport';

import { changed, codeOfChanged } from './inbound-contract.ts';

/** What an order meets at the carrier. */
export type Meets =
  | 'takes it'
  | 'refuses it'
  | 'says not now'
  | 'is not there'
  | 'does not answer'
  | 'answers with a fault of its own'
  | 'answers nonsense';

/** How a fax is with the carrier when it is to be taken back. */
export type Waiting =
  | 'waits'
  | 'is dialled'
  /** While it is being taken back. */
  | 'begins to be dialled';

/** A fax as the carrier has it when it is asked. */
export interface KnownFax {
  readonly faxId: string;
  readonly to: string;
  readonly from: string;
  readonly createdAt: Date;
  /** The delivery whose media link or send id it had, where the carrier shows that. */
  readonly deliveryId?: string;
}

export interface OutboundSubject {
  /** A transport that meets this, and finds these faxes when it asks. */
  readonly transport: (carrier?: {
    readonly meets?: Meets;
    readonly knows?: readonly KnownFax[];
  }) => OutboundTransport;
  /** What the carrier calls its first and second fax, where it may not be called anything. */
  readonly faxIds?: readonly [string, string];
  /** By what it finds the fax of an order that was not answered. */
  readonly recognisesBy: 'numbers' | 'send-id';
  /** What an authentic callback vouches for: its own body, or nothing but who sent it. */
  readonly vouchesFor: 'body' | 'sender';
  readonly signatureHeaders: readonly string[];
  /** Authentic callbacks on one fax, in the order of a call that succeeds: the last one is its end. */
  readonly callbacks: (faxId: string) => readonly RawRequest[];
  /** An authentic request with this very body, which need not make sense. */
  readonly signed: (body: Uint8Array) => RawRequest;
  /** A transport whose carrier has the fax so; missing where a carrier takes nothing back. */
  readonly withdraws?: Withdraws;
}

type Withdraws = (
  how: Waiting,
) => Promise<{ readonly transport: OutboundTransport; readonly faxId: string }>;

export const deliveryId = asId<'delivery'>('5b0b6a3c-7f0c-4f61-9a5a-0d6e3f5f7a11');
const number = '+46313900601';
const from = '+46846500410';
const intentAt = new Date('2026-03-02T09:00:00Z');

/** An order as outbound gives it, with the one page that `document` is. */
export const orderOf = (document: Uint8Array, now: Date): FaxOrder => ({
  deliveryId,
  to: number,
  from,
  resolution: 'fine',
  gentle: false,
  mediaUrl: `https://fax.example.se/media/${deliveryId}/token`,
  document,
  deadline: new Date(now.getTime() + 4 * 3_600_000),
});

const lookup = (some: Partial<Lookup> = {}): Lookup => ({
  deliveryId,
  carrierFaxId: undefined,
  to: number,
  from,
  intentAt,
  taken: [],
  ...some,
});

const known = (faxId: string, some: Partial<KnownFax> = {}): KnownFax => ({
  faxId,
  to: number,
  from,
  createdAt: new Date(intentAt.getTime() + 1000),
  ...some,
});

/** What every way out keeps to: run it against each transport. */
export const outboundContract = (
  name: string,
  create: () => OutboundSubject,
  order: FaxOrder = orderOf(Buffer.from('II*\0 and so on'), intentAt),
): void => {
  describe(`the way out: ${name}`, () => {
    const subject = create();
    const [faxId, otherId] = subject.faxIds ?? ['fax-1', 'fax-2'];
    const signal = new AbortController().signal;

    it('gives the fax a name when the carrier takes it', async () => {
      const submission = await subject.transport({ meets: 'takes it' }).submit(order);
      expect(submission).toMatchObject({ kind: 'accepted' });
      expect(submission.kind === 'accepted' && submission.carrierFaxId).toMatch(/^[\w-]{1,128}$/);
    });

    it.each([
      ['refuses it', 'refused'],
      ['says not now', 'not-reached'],
      ['is not there', 'not-reached'],
      ['does not answer', 'unanswered'],
      ['answers with a fault of its own', 'unanswered'],
      ['answers nonsense', 'unanswered'],
    ] as const)('says, of a carrier that %s: %s', async (meets, kind) => {
      expect(await subject.transport({ meets }).submit(order)).toMatchObject({ kind });
    });

    it('keeps no number and no link as evidence', async () => {
      for (const meets of ['takes it', 'refuses it', 'answers nonsense'] as const) {
        const { evidence } = await subject.transport({ meets }).submit(order);
        expect(JSON.stringify(evidence)).not.toMatch(/46313900601|46846500410|token/);
      }
    });

    it('tells a call that succeeds step by step, all of the same fax', () => {
      const reports = subject.callbacks(faxId).map((request) => read(subject, request));
      const kinds = reports.map((report) => report?.fact.kind);
      expect(kinds.at(-1)).toBe('delivered');
      expect(new Set(kinds.slice(0, -1))).not.toContain('delivered');
      expect(new Set(reports.map((report) => report?.carrierFaxId))).toEqual(new Set([faxId]));
    });

    it('names a replay by the same event, and each step by one of its own', () => {
      const keysOf = (): (string | undefined)[] =>
        subject.callbacks(faxId).map((request) => read(subject, request)?.eventKey);
      expect(keysOf()).toEqual(keysOf());
      expect(new Set(keysOf()).size).toBe(subject.callbacks(faxId).length);
    });

    it('refuses a callback without a signature', () => {
      const { headers, ...request } = lastOf(subject, faxId);
      const unsigned = Object.fromEntries(
        Object.entries(headers).filter(([header]) => !subject.signatureHeaders.includes(header)),
      );
      expect(codeOf(subject, { ...request, headers: unsigned })).toBe('signature-missing');
    });

    it('refuses a callback when a byte of its body was changed: not signed so, or without sense', () => {
      const request = lastOf(subject, faxId);
      const body = changed(request.body);
      expect(codeOf(subject, { ...request, body })).toBe(codeOfChanged[subject.vouchesFor]);
    });

    it("refuses a callback that was signed for another delivery's path", () => {
      const request = lastOf(subject, faxId);
      const target = request.target.replace(deliveryId, '00000000-0000-4000-8000-000000000000');
      expect(codeOf(subject, { ...request, target })).toBe('signature-wrong');
    });

    it('answers an authentic callback that makes no sense with an error of its own, or nothing new', () => {
      fc.assert(
        fc.property(fc.uint8Array({ maxLength: 300 }), (body) => {
          expect(outcome(subject, subject.signed(body))).toSatisfy(
            (read) => read === undefined || read instanceof KuvertError || isBounded(read),
          );
        }),
        { numRuns: 300 },
      );
    });

    it('finds a fax by its id, as a callback would tell it', async () => {
      const knows = [known(faxId, { deliveryId }), known(otherId, { deliveryId })];
      const report = await subject
        .transport({ knows })
        .look(lookup({ carrierFaxId: otherId }), signal);
      expect(report?.carrierFaxId).toBe(otherId);
      const keys = subject.callbacks(otherId).map((request) => read(subject, request)?.eventKey);
      expect(keys).toContain(report?.eventKey);
    });

    it('finds none when the carrier has none', async () => {
      const transport = subject.transport({ knows: [] });
      expect(await transport.look(lookup({ carrierFaxId: faxId }), signal)).toBeUndefined();
      expect(await transport.look(lookup(), signal)).toBeUndefined();
    });

    it('recognises the fax of an order that was not answered, by our send id', async () => {
      const another = '00000000-0000-4000-8000-000000000000';
      const knows = [
        known(otherId, { deliveryId: another }),
        known(faxId, { deliveryId }),
        known(otherId),
      ];
      const report = await subject.transport({ knows }).look(lookup({ taken: [otherId] }), signal);
      expect(report?.carrierFaxId).toBe(faxId);
    });

    it.each<[string, Partial<KnownFax>, Partial<Lookup>]>([
      ['to another number', { to: '+46313900602' }, {}],
      ['from another number', { from: '+46846500420' }, {}],
      ['of the day before', { createdAt: new Date(intentAt.getTime() - 86_400_000) }, {}],
      ['of another delivery', {}, { taken: [otherId] }],
    ])(
      'takes no fax %s for the one of an order that was not answered: where our send id is unknown, numbers and time must fit',
      async (_which, other, asked) => {
        const knows = [known(otherId, other), known(faxId)];
        const report = await subject.transport({ knows }).look(lookup(asked), signal);
        expect(report?.carrierFaxId).toBe(subject.recognisesBy === 'numbers' ? faxId : undefined);
      },
    );

    it('takes back what waits where it says that it can, and only there', () => {
      const can = subject.transport().withdraw !== undefined;
      expect(can).toBe(subject.withdraws !== undefined);
    });

    it('recognises none by numbers and time when two may be it', async () => {
      const knows = [known(otherId), known(faxId)];
      expect(await subject.transport({ knows }).look(lookup(), signal)).toBeUndefined();
    });

    if (subject.withdraws) takingBack(subject, subject.withdraws);
  });
};

/** What a carrier owes that takes back. */
const takingBack = (subject: OutboundSubject, having: Withdraws): void => {
  const { signal } = new AbortController();
  const withdrawn = async (how: Waiting): Promise<CarrierReport | undefined> => {
    const { transport, faxId } = await having(how);
    return transport.withdraw?.(lookup({ carrierFaxId: faxId }), signal);
  };

  describe('takes back', () => {
    it('what waited, and says that it is cancelled', async () => {
      const report = await withdrawn('waits');
      expect(report?.fact).toEqual({ kind: 'cancelled' });
      expect(report?.carrierFaxId).toMatch(/^[\w-]{1,128}$/);
    });

    it('no call that is under way', async () => {
      const report = await withdrawn('is dialled');
      expect(report?.fact).toEqual({ kind: 'dialling' });
    });

    it('nothing that was dialled meanwhile: it is not called cancelled', async () => {
      const report = await withdrawn('begins to be dialled');
      expect(report?.fact.kind).not.toBe('cancelled');
    });

    it('nothing when the carrier has none', async () => {
      const transport = subject.transport({ knows: [] });
      expect(await transport.withdraw?.(lookup(), signal)).toBeUndefined();
    });
  });
};

const lastOf = ({ callbacks }: OutboundSubject, faxId: string): RawRequest => {
  const last = callbacks(faxId).at(-1);
  if (!last) throw new Error('the subject has no callbacks');
  return last;
};

const read = (subject: OutboundSubject, request: RawRequest): CarrierReport | undefined =>
  subject.transport().readCallback(request).report;

/** What came of it: a typed error is an outcome, anything else thrown fails the test. */
const outcome = (
  subject: OutboundSubject,
  request: RawRequest,
): CarrierReport | undefined | KuvertError => {
  try {
    return read(subject, request);
  } catch (error) {
    if (error instanceof KuvertError) return error;
    throw error;
  }
};

const codeOf = (subject: OutboundSubject, request: RawRequest): string => {
  const came = outcome(subject, request);
  return came instanceof KuvertError ? came.code : 'read';
};

const isBounded = ({ carrierFaxId, eventKey, evidence }: CarrierReport): boolean =>
  carrierFaxId.length <= 128 && eventKey.length <= 256 && JSON.stringify(evidence).length <= 1000;
