import { describe, expect, it } from 'vitest';

import { brokenRules, messageRules } from './message-rules.ts';
import {
  attached,
  bytesOf,
  exampleMessage,
  exampleWith,
  somePdf,
  textOf,
} from './test-support/messages.ts';
import { parseXml, pathOf, type XmlElement } from './xml-tree.ts';

const treeOf = (xml: string): XmlElement => {
  const root = parseXml(bytesOf(xml));
  if (typeof root === 'string') throw new Error(root);
  return root;
};
const brokenBy = (rule: keyof typeof messageRules, xml: string): readonly string[] =>
  messageRules[rule].brokenBy(treeOf(xml)).map(pathOf);

const header = '/messagePayload/message/messageHeader';
const documents = '/messagePayload/message/messageBody/documents';

describe('a message', () => {
  it('that keeps every rule breaks none', () => {
    expect(brokenRules(treeOf(exampleMessage))).toEqual([]);
  });

  it('has no element that is empty', () => {
    const empty = exampleWith(textOf('characterSequence', ' \n\t'));
    expect(brokenBy('verifyNonEmptyElements', empty)).toEqual([
      `${documents}/ContentText`,
      `${documents}/ContentText/characterSequence`,
    ]);
  });

  it('has a text in an element that has nothing but a no-break space', () => {
    const nbsp = exampleWith(textOf('characterSequence', '\u00a0'));
    expect(brokenBy('verifyNonEmptyElements', nbsp)).toEqual([]);
  });

  it('has a conversation', () => {
    const none = exampleWith([/<ns6:conversationId>[^<]*<\/ns6:conversationId>/, '']);
    expect(brokenBy('conversationIdMustExist', none)).toEqual([header]);
  });

  it('names its recipient by the scheme of SDK', () => {
    expect(brokenBy('recipientIdvalue', exampleWith(['iso6523-actorid-upis', 'orgnr']))).toEqual([
      `${header}/recipient/recipientID/root`,
    ]);
  });

  it('names its sender by the scheme of SDK', () => {
    const other = exampleWith([
      /iso6523-actorid-upis(?=[^]*<\/ns6:senderID>)(?![^]*recipientID)/,
      'orgnr',
    ]);
    expect(brokenBy('senderIdvalue', other)).toEqual([`${header}/sender/senderID/root`]);
  });

  it.each(['2019-09-03T12:04:13.123', '2018-09-12T15:06:00Z', '2018-09-12T15:06:00.1+02:00'])(
    'has a time in UTC with a fraction: not %s',
    (time) => {
      expect(brokenBy('creationDateTime', exampleWith(textOf('creationDateTime', time)))).toEqual([
        `${header}/creationDateTime`,
      ]);
    },
  );

  it.each([
    ['MessageId', 'messageId'],
    ['conversationId', 'conversationId'],
  ] as const)('has a UUID by the rule %s', (rule, element) => {
    expect(
      brokenBy(rule, exampleWith(textOf(element, '7bc5576a-3f87-4cf5-a0c5-277da06fcacbÖ'))),
    ).toEqual([`${header}/${element}`]);
  });

  it('refers to a UUID', () => {
    const refers = exampleWith([
      '<ns6:label>',
      '<ns6:refToMessageId>one</ns6:refToMessageId><ns6:label>',
    ]);
    expect(brokenBy('refToMessageId', refers)).toEqual([`${header}/refToMessageId`]);
  });

  it('has 256 characters in its label at most, each counted once', () => {
    const label = (text: string): readonly string[] =>
      brokenBy('subjectlabel', exampleWith(textOf('label', text)));
    expect(label('😀'.repeat(256))).toEqual([]);
    expect(label('å'.repeat(257))).toEqual([`${header}/label`]);
  });

  it.each(['not base64!', 'QUJD_-8=', ' QUJD', 'QUJDR', 'QQ=='.repeat(2)])(
    'has files in base64: not %j',
    (content) => {
      expect(brokenBy('contentFiles', exampleWith(attached('application/pdf', content)))).toEqual([
        `${documents}/ContentFiles/content`,
      ]);
    },
  );

  it('may break base64 into lines', () => {
    const lines = `${somePdf.slice(0, 8)}\r\n${somePdf.slice(8)}\n`;
    expect(brokenBy('contentFiles', exampleWith(attached('application/pdf', lines)))).toEqual([]);
  });

  it('addresses a function', () => {
    expect(
      brokenBy(
        'subOrgRoot',
        exampleWith(['urn:riv:infrastructure:messaging:functionalAddress', 'urn:else']),
      ),
    ).toEqual([`${header}/recipient/attention/subOrganization/organizationId/root`]);
  });

  it('goes between organisations named by their domains', () => {
    expect(brokenBy('OrganizationIdentifier', exampleWith(['0203:testa', '0204:testa']))).toEqual([
      `${header}/recipient/recipientID/extension`,
    ]);
  });

  it('has a text or a file in each document', () => {
    const neither = exampleWith([/<ns6:ContentText>[^]*<\/ns6:ContentText>/, '']);
    expect(brokenBy('contentAsTextType', neither)).toEqual([documents]);
  });

  it('that breaks a rule a thousand times is told ten times', () => {
    const many = exampleWith([
      '<ns6:documentName>',
      '<ns6:index/>'.repeat(1000) + '<ns6:documentName>',
    ]);
    expect(brokenRules(treeOf(many))).toHaveLength(10);
  });
});
