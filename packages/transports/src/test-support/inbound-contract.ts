import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { KuvertError } from '@kuvert/shared/errors';
import type { InboundTransport, RawRequest, Received } from '@kuvert/shared/ports/transport';
import { receptionLimits } from '@kuvert/shared/reception';

export interface ContractSubject {
  readonly transport: InboundTransport;
  /** What an authentic request vouches for: its own body, or nothing but who sent it. */
  readonly vouchesFor: 'body' | 'sender';
  /** Names of the headers that authenticate. */
  readonly signatureHeaders: readonly string[];
  /** An authentic report of one whole fax, as the carrier sends it. */
  readonly report: () => RawRequest;
  /** An authentic report whose every text is `text`. */
  readonly reportOf: (text: string) => RawRequest;
  /** An authentic request with this very body, which need not make sense. */
  readonly signed: (body: Uint8Array) => RawRequest;
}

/** What every way in keeps to: run it against each transport. */
export const inboundContract = (name: string, create: () => ContractSubject): void => {
  describe(`the way in: ${name}`, () => {
    const { transport, ...subject } = create();

    it('takes an authentic report', async () => {
      const received = await transport.receive(subject.report());
      expect(received).toMatchObject({
        kind: 'reception',
        reception: { carrier: transport.carrier },
      });
    });

    it('names a replay by the same event', async () => {
      const [first, second] = await Promise.all(
        [subject.report(), subject.report()].map(async (request) => transport.receive(request)),
      );
      expect(eventOf(first)).toBe(eventOf(second));
    });

    it('refuses a report without a signature', async () => {
      const { headers, ...request } = subject.report();
      const unsigned = Object.fromEntries(
        Object.entries(headers).filter(([header]) => !subject.signatureHeaders.includes(header)),
      );
      expect(await codeOf(transport, { ...request, headers: unsigned })).toBe('signature-missing');
    });

    it.each(['', 'x', '0'.repeat(64), 'å'])('refuses the signature "%s"', async (signature) => {
      const request = subject.report();
      const headers = { ...request.headers };
      for (const header of subject.signatureHeaders)
        if (!header.endsWith('timestamp') && headers[header] !== undefined)
          headers[header] = signature;
      expect(await codeOf(transport, { ...request, headers })).toMatch(
        /^signature-(missing|wrong)$/,
      );
    });

    it('refuses a report when a byte of its body was changed: not signed so, or without sense', async () => {
      const request = subject.report();
      const body = changed(request.body);
      const code = codeOfChanged[subject.vouchesFor];
      expect(await codeOf(transport, { ...request, body })).toBe(code);
    });

    it('keeps nothing of an unsigned request, whatever it holds', async () => {
      await fc.assert(
        fc.asyncProperty(anyRequest(subject.signatureHeaders), async (request) => {
          expect(await codeOf(transport, request)).toMatch(
            /^(signature-\w+|request-invalid|content-type-wrong|path-unknown)$/,
          );
        }),
        { numRuns: 300 },
      );
    });

    it('answers an authentic request that makes no sense with an error of its own', async () => {
      await fc.assert(
        fc.asyncProperty(fc.uint8Array({ maxLength: 300 }), async (body) => {
          expect(await attempt(transport, subject.signed(body))).toSatisfy(
            (outcome) => outcome instanceof KuvertError || isBounded(outcome as Received),
          );
        }),
        { numRuns: 300 },
      );
    });

    it('bounds and cleans every text from outside', async () => {
      const odd = fc.string({ unit: 'binary', maxLength: 2000 });
      await fc.assert(
        fc.asyncProperty(fc.oneof(odd, fc.constant('\0\r\n'.repeat(400))), async (text) => {
          const outcome = await attempt(transport, subject.reportOf(text));
          expect(outcome instanceof KuvertError || isBounded(outcome)).toBe(true);
        }),
        { numRuns: 300 },
      );
    });
  });
};

/** The first byte is another: whoever signs nothing sends no such form and no such JSON. */
export const changed = (body: Uint8Array): Uint8Array => {
  const other = Uint8Array.from(body);
  other.set([(other[0] ?? 0) ^ 1]);
  return other;
};

/** What is said of a body that was changed on its way, by what an authentic request vouches for. */
export const codeOfChanged = { body: 'signature-wrong', sender: 'request-invalid' } as const;

const anyRequest = (signatureHeaders: readonly string[]): fc.Arbitrary<RawRequest> =>
  fc.record({
    method: fc.constantFrom('GET', 'POST'),
    target: fc.oneof(
      fc.constantFrom('/webhooks/x/received', '/webhooks/x/incoming', '/webhooks/x/copy'),
      fc.webPath(),
      fc.string(),
    ),
    headers: fc.dictionary(
      fc.constantFrom('content-type', ...signatureHeaders),
      fc.oneof(
        fc.string(),
        fc.constantFrom(
          'application/x-www-form-urlencoded',
          'application/vnd.kuvert.fax',
          'application/json',
          'multipart/form-data; boundary=x',
        ),
      ),
    ),
    body: fc.uint8Array({ maxLength: 200 }),
  });

/** What came of it: a typed error is an outcome, anything else thrown fails the test. */
const attempt = async (
  transport: InboundTransport,
  request: RawRequest,
): Promise<Received | KuvertError> => {
  try {
    return await transport.receive(request);
  } catch (error) {
    if (error instanceof KuvertError) return error;
    throw error;
  }
};

const codeOf = async (transport: InboundTransport, request: RawRequest): Promise<string> => {
  const outcome = await attempt(transport, request);
  return outcome instanceof KuvertError ? outcome.code : outcome.kind;
};

const eventOf = (received: Received | undefined): string | undefined =>
  received?.kind === 'reception' ? received.reception.eventId : undefined;

const isBounded = (received: Received): boolean => {
  if (received.kind !== 'reception') return true;
  const { reception } = received;
  const { from, to, tsi = '', errorText = '', faxId, media, announcedPages = 1 } = reception;
  const texts = [from, to, tsi, errorText, faxId];
  return (
    texts.every((text) => text.length <= receptionLimits.text + 8 && !/\p{Cc}/u.test(text)) &&
    texts.every((text) => text.isWellFormed()) &&
    (media.kind !== 'link' || media.url.length <= receptionLimits.url) &&
    announcedPages > 0 &&
    announcedPages <= receptionLimits.pages &&
    !Number.isNaN(reception.receivedAt.getTime())
  );
};
