import { describe, expect, it } from 'vitest';

import { bytesOf } from './test-support/messages.ts';
import { allOf, parseBeginning, parseXml, pathOf, type XmlElement } from './xml-tree.ts';

const parse = (xml: string): unknown => parseXml(bytesOf(xml));

describe('what is no message', () => {
  it.each([
    [
      'an entity that becomes many',
      '<!DOCTYPE a [<!ENTITY b "bb"><!ENTITY c "&b;&b;">]><a>&c;</a>',
    ],
    ['an entity from a file', '<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><a>&b;</a>'],
    ['a document type from elsewhere', '<!DOCTYPE a SYSTEM "http://localhost/a.dtd"><a/>'],
    ['parameter entities', '<!DOCTYPE a [<!ENTITY % b SYSTEM "http://localhost/">%b;]><a/>'],
  ])('is refused by its DOCTYPE: %s', (_, xml) => {
    expect(parse(xml)).toBe('doctype');
  });

  it.each([
    ['nothing', ''],
    ['text', 'no XML'],
    ['a tag that isn’t closed', '<a><b></a>'],
    ['two roots', '<a/><b/>'],
    ['an entity that nobody declared', '<a>&nbsp;</a>'],
    ['a prefix that nobody declared', '<x:a/>'],
    ['a character that XML hasn’t', '<a>\u0001</a>'],
  ])('is refused as it isn’t well-formed: %s', (_, xml) => {
    expect(parse(xml)).toBe('not-well-formed');
  });

  it('is refused when it is not UTF-8, or says so', () => {
    expect(parseXml(Buffer.from('<a>\xe5</a>', 'latin1'))).toBe('not-utf-8');
    expect(parse('<?xml version="1.0" encoding="ISO-8859-1"?><a/>')).toBe('not-utf-8');
  });

  it.each([
    ['too-deep', '<a>'.repeat(100_000)],
    ['too-many', `<a>${'<b/>'.repeat(30_000)}</a>`],
    ['too-many', `<a ${Array.from({ length: 3000 }, (_, n) => `b${n}=""`).join(' ')}/>`],
  ])('is refused at once when it is %s', (fault, xml) => {
    expect(parse(xml)).toBe(fault);
  });
});

it('the beginning of what is cut has what was read of it', () => {
  expect(parseBeginning(bytesOf('<a><b>whole</b><c>cu'))).toMatchObject({
    name: 'a',
    children: [{ name: 'b', text: 'whole' }, { name: 'c' }],
  });
});

it('a path has names of the message’s namespace, and of others none', () => {
  const root = parse(
    '<a xmlns="urn:a"><b/><b><c/></b><d:secret xmlns:d="urn:d"><b/></d:secret></a>',
  );
  expect(allOf(root as XmlElement).map(pathOf)).toEqual([
    '/a',
    '/a/b[1]',
    '/a/b[2]',
    '/a/b[2]/c',
    '/a/*[3]',
    '/a/*[3]/*',
  ]);
});
