import { describe, expect, it } from 'vitest';

import { mostMessageBytes } from './finding.ts';
import { receiptFor, type Answered, type Judged, type Known } from './receipt.ts';
import { receiptSchemaFault } from './schema.ts';
import {
  attached,
  base64,
  bytesOf,
  exampleId,
  exampleMessage,
  exampleWith,
  somePdf,
  textOf,
} from './test-support/messages.ts';

const stamp = {
  id: 'b1f8ab0a-7d1b-4c5f-8f3e-5f0e6d0c9d11',
  issuedAt: new Date('2026-03-01T09:00:00.123Z'),
};
const judge = (message: string | Uint8Array, known: Known = {}): Promise<Judged> =>
  receiptFor(typeof message === 'string' ? bytesOf(message) : message, known, stamp);
const reasons = ({ receipt }: Judged): readonly string[] =>
  receipt.findings.map(({ why }) => `${why.code} ${why.reason}`);

/** What Digg's rules for receipts say besides their schema. */
const expectReceipt = ({ receipt: { findings, xml } }: Judged): void => {
  expect(xml).toContain(`<cbc:ResponseCode>${findings.length === 0 ? 'ACCEPTED' : 'REJECTED'}<`);
  expect(xml.match(/<cac:LineResponse>/g) ?? []).toHaveLength(findings.length);
  expect(xml).not.toMatch(/>\s*<\/cbc:/);
};

describe('a message is accepted', () => {
  it.each([
    ['as Digg’s example is', exampleMessage],
    ['with a PDF', exampleWith(attached('application/pdf', somePdf))],
    ['with the parameters of a type', exampleWith(attached('Application/PDF; name=a', somePdf))],
    [
      'that refers to one that nobody knows',
      exampleWith([
        '<ns6:label>',
        '<ns6:refToMessageId>ff325210-0690-42fe-b86f-95ecab821223</ns6:refToMessageId><ns6:label>',
      ]),
    ],
    ['with a byte order mark', `\ufeff${exampleMessage}`],
  ])('%s', async (_, xml) => {
    const judged = await judge(xml);
    expect(reasons(judged)).toEqual([]);
    expectReceipt(judged);
  });

  it('with a file of more text than libxml2 takes unasked', async () => {
    const large = base64('%PDF-1.7\n') + 'A'.repeat(10_400_000);
    expect(reasons(await judge(exampleWith(attached('application/pdf', large))))).toEqual([]);
  });
});

describe('a message is rejected', () => {
  it.each([
    [
      'with a time that is none',
      exampleWith(textOf('creationDateTime', '3 Sept. 2019')),
      'SV structure',
    ],
    [
      'without a conversation',
      exampleWith([/<ns6:conversationId>[^<]*<\/ns6:conversationId>/, '']),
      'SV structure',
    ],
    [
      'with an element that the schema doesn’t have',
      exampleWith(['<ns6:label>', '<ns6:title>a</ns6:title><ns6:label>']),
      'SV structure',
    ],
    [
      'with a recipient’s label that is too long',
      exampleWith([
        '</ns6:recipientID>',
        `</ns6:recipientID><ns6:label>${'a'.repeat(257)}</ns6:label>`,
      ]),
      'SV structure',
    ],
    [
      'of another version',
      exampleMessage.replaceAll('MessageWithAttachments:3', 'MessageWithAttachments:2'),
      'SV structure',
    ],
    ['with a DOCTYPE', exampleMessage.replace('?>', '?><!DOCTYPE a>'), 'SV structure'],
    ['that is no XML', 'a,b,c', 'SV structure'],
    ['that is cut', exampleMessage.slice(0, 1500), 'SV structure'],
    ['that is empty', '', 'SV structure'],
    [
      'from a sender of another scheme',
      exampleWith([/iso6523-actorid-upis(?![^]*iso6523)/, 'icke-godkänt-kodverk']),
      'BV invariant',
    ],
    [
      'with a label that is too long',
      exampleWith(textOf('label', 'a'.repeat(468))),
      'BV invariant',
    ],
    [
      'with a file that isn’t taken',
      exampleWith(attached('image/png', base64('\x89PNG'))),
      'BV not-supported',
    ],
    [
      'with a PDF that is none',
      exampleWith(attached('application/pdf', base64('<html></html>'))),
      'BV not-supported',
    ],
    [
      'with a program called a PDF',
      exampleWith(attached('application/pdf', base64('MZ\x90\0'))),
      'BV forbidden',
    ],
    [
      'with what virus scanners are tried by',
      exampleWith(
        attached('application/pdf', base64('X5O!P%@AP$EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*')),
      ),
      'BV forbidden',
    ],
  ])('%s', async (_, xml, reason) => {
    const judged = await judge(xml);
    expect(reasons(judged)).toEqual([reason]);
    expectReceipt(judged);
  });

  it('when it has more than 30 MB, whatever it is; its sender is told nevertheless', async () => {
    const long = Buffer.alloc(mostMessageBytes + 1, 'A');
    long.write(exampleMessage);
    const judged = await judge(long);
    expect(reasons(judged)).toEqual(['BV too-long']);
    expect(judged.header).toMatchObject({
      messageId: exampleId,
      sender: '0203:testb.testbed.inera.se',
    });
    expectReceipt(judged);
  });

  it('to a function that there isn’t', async () => {
    const known = { functionAddresses: new Set(['sdk:inkorg:0203:kommunen.example']) };
    expect(reasons(await judge(exampleMessage, known))).toEqual(['BV not-found']);
  });

  it('for every rule that it breaks at once', async () => {
    const xml = exampleWith(textOf('label', 'a'.repeat(257)), attached('image/png', somePdf));
    const judged = await judge(xml);
    expect(reasons(judged)).toEqual(['BV invariant', 'BV not-supported']);
    expectReceipt(judged);
  });

  it('with the types that are taken besides PDF it is accepted', async () => {
    const xml = exampleWith(attached('image/png', base64('\x89PNG')));
    expect(reasons(await judge(xml, { otherTypes: ['image/png'] }))).toEqual([]);
  });
});

describe('beside its envelope', () => {
  it('a message is rejected where it says something else', async () => {
    const judged = await judge(exampleMessage, { envelope: { from: '0203:someone.example' } });
    expect(reasons(judged)).toEqual(['BV security']);
    expectReceipt(judged);
  });

  it('a message without a signature that holds isn’t looked at; its sender is told', async () => {
    const judged = await judge(exampleMessage.slice(0, 2500), { envelope: { signature: 'wrong' } });
    expect(reasons(judged)).toEqual(['SIG security']);
    expect(judged.header.messageId).toBe(exampleId);
    expectReceipt(judged);
  });
});

describe('an id that comes again', () => {
  const after = async (first: string): Promise<Known> => {
    const { keep } = await judge(first);
    const kept = new Map<string, Answered>(keep ? [[keep.messageId, keep.answered]] : []);
    return { answered: (id) => kept.get(id) };
  };

  it('with the same bytes gets the receipt that it had', async () => {
    const known = await after(exampleMessage);
    const again = await receiptFor(bytesOf(exampleMessage), known, {
      id: 'another',
      issuedAt: new Date(0),
    });
    expect(again.receipt).toEqual((await judge(exampleMessage)).receipt);
  });

  it('with other content is a duplicate', async () => {
    const judged = await judge(
      exampleWith(textOf('label', 'En annan')),
      await after(exampleMessage),
    );
    expect(reasons(judged)).toEqual(['BV duplicate']);
    expectReceipt(judged);
  });

  it('with what has no structure is of that structure, and uses up no id', async () => {
    const broken = exampleWith(textOf('confidentiality', 'maybe'));
    expect(reasons(await judge(broken, await after(exampleMessage)))).toEqual(['SV structure']);
    expect((await judge(broken)).keep).toBeUndefined();
  });
});

it.each([
  ['an accepted message', exampleMessage, {}],
  ['one that breaks rules', exampleWith(textOf('label', 'a'.repeat(257)), attached('a', 'b')), {}],
  ['what is no message', 'a,b,c', {}],
  ['a message without a signature', exampleMessage, { envelope: { signature: 'missing' } }],
] as const)('the receipt of %s keeps the schema of receipts', async (_, message, known) => {
  const { receipt } = await judge(message, known);
  expect(await receiptSchemaFault(bytesOf(receipt.xml))).toBeUndefined();
});

it('the schema of receipts can be broken', async () => {
  const { receipt } = await judge('');
  const broken = receipt.xml.replace(/<cbc:IssueDate>.*<\/cbc:IssueDate>/, '');
  expect(await receiptSchemaFault(bytesOf(broken))).toMatchObject({ element: 'IssueTime' });
});

it('a receipt goes back from the recipient to the sender, about the message', async () => {
  const { receipt } = await judge(exampleMessage);
  expect(receipt.xml.replaceAll(/\s*\n\s*/g, '')).toContain(
    [
      `<cbc:ID>${stamp.id}</cbc:ID><cbc:IssueDate>2026-03-01</cbc:IssueDate><cbc:IssueTime>09:00:00Z</cbc:IssueTime>`,
      '<cac:SenderParty><cbc:EndpointID schemeID="iso6523-actorid-upis">0203:testa.testbed.inera.se</cbc:EndpointID></cac:SenderParty>',
      '<cac:ReceiverParty><cbc:EndpointID schemeID="iso6523-actorid-upis">0203:testb.testbed.inera.se</cbc:EndpointID></cac:ReceiverParty>',
      '<cac:DocumentResponse><cac:Response><cbc:ResponseCode>ACCEPTED</cbc:ResponseCode></cac:Response>',
      `<cac:DocumentReference><cbc:ID>${exampleId}</cbc:ID>`,
    ].join(''),
  );
});

it('a receipt says nothing of what the message holds', async () => {
  const secret = '19121212-1212';
  const everywhere = exampleMessage.replaceAll(/>[^<>\s][^<>]*</g, `>${secret}<`);
  const broken = exampleWith(textOf('label', secret.repeat(30)), textOf('messageId', secret));
  for (const xml of [everywhere, broken, `<${secret}`, `<a>${secret}</a>`]) {
    const { receipt } = await judge(xml);
    expect(receipt.findings.length).toBeGreaterThan(0);
    expect(JSON.stringify(receipt)).not.toContain(secret);
  }
});
