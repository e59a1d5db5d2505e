/** ISO 19005-2 clause 6.6, and that the metadata come from the input alone. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { encodeG4 } from '../ccitt/encode-g4.ts';
import { DEFAULT_LIMITS } from '../limits.ts';
import type { SourceMetadata } from '../source-metadata.ts';
import { readPdf, streamWith } from '../testing/pdf-structure.ts';
import { raster } from '../testing/raster.ts';
import { FULL_METADATA } from '../testing/received.ts';
import { sample } from '../testing/samples.ts';
import { buildTiff } from '../testing/tiff-builder.ts';
import { elementsNamed, readXml, type XmlElement } from '../testing/xml.ts';
import { tiffToPdf } from './tiff-to-pdf.ts';

const DOT = raster('#...............', ...Array.from({ length: 31 }, () => '................'));
const WHITE = raster(...Array.from({ length: 32 }, () => '................'));
const page = (tags = {}, rows = DOT) => ({
  tags: { imageWidth: 16, imageLength: 32, ...tags },
  strips: [encodeG4(rows)],
});

interface Written {
  readonly packet: string;
  readonly xmp: XmlElement;
  readonly info: string;
  readonly catalog: string;
  readonly trailer: string;
  /** The values of all properties of a name: RDF/XML has them as elements or as attributes. */
  readonly of: (name: string) => readonly string[];
}

async function written(tiff: Uint8Array, metadata: SourceMetadata = {}): Promise<Written> {
  const file = readPdf((await tiffToPdf(tiff, DEFAULT_LIMITS, metadata)).pdf);
  const bytes = streamWith(file, '/Type/Metadata/Subtype/XML').bytes;
  const packet = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  const xmp = readXml(packet);
  const find = (text: string): string =>
    [...file.objects.values()].find((object) => object.includes(text)) ?? '';
  return {
    packet,
    xmp,
    info: find('/Title'),
    catalog: find('/Type/Catalog'),
    trailer: file.trailer,
    of: (name) => [
      ...elementsNamed(xmp, name).map(textOf),
      ...properties(xmp)
        .filter(([attribute]) => attribute === name)
        .map(([, value]) => value),
    ],
  };
}

/** The attributes of the one description, by name. */
const properties = (xmp: XmlElement): readonly (readonly [string, string])[] =>
  elementsNamed(xmp, 'rdf:Description').flatMap(({ attributes }) => Object.entries(attributes));

const textOf = ({ text, children }: XmlElement): string =>
  children.length === 0 ? text : children.map(textOf).join(' ').trim();

describe('6.6.2.1 the XMP packet', () => {
  it('is the catalog’s metadata, UTF-8, well-formed, in one rdf:RDF', async () => {
    const { catalog, xmp } = await written(buildTiff([page()]), FULL_METADATA);
    expect(catalog).toMatch(/\/Metadata \d+ 0 R/);
    expect(xmp.name).toBe('x:xmpmeta');
    expect(xmp.children.map(({ name }) => name)).toEqual(['rdf:RDF']);
  });

  it('begins with a header that has no bytes or encoding, and ends with a trailer', async () => {
    const { packet } = await written(buildTiff([page()]));
    expect(packet).toMatch(/^<\?xpacket begin="\uFEFF" id="W5M0MpCehiHzreSzNTczkc9d"\?>\n/);
    expect(packet).toMatch(/\n<\?xpacket end="r"\?>$/);
  });

  it('declares each prefix that it uses as the standards spell it', async () => {
    const { xmp } = await written(buildTiff([page()]));
    const declared = elementsNamed(xmp, 'rdf:RDF')[0]?.attributes;
    expect(declared).toMatchObject({
      'xmlns:rdf': 'http://www.w3.org/1999/02/22-rdf-syntax-ns#',
      'xmlns:dc': 'http://purl.org/dc/elements/1.1/',
      'xmlns:xmp': 'http://ns.adobe.com/xap/1.0/',
      'xmlns:xmpMM': 'http://ns.adobe.com/xap/1.0/mm/',
      'xmlns:pdfaid': 'http://www.aiim.org/pdfa/ns/id/',
      'xmlns:pdfaExtension': 'http://www.aiim.org/pdfa/ns/extension/',
      'xmlns:pdfaSchema': 'http://www.aiim.org/pdfa/ns/schema#',
      'xmlns:pdfaProperty': 'http://www.aiim.org/pdfa/ns/property#',
    });
  });

  it('stays well-formed and true to its words, whatever the metadata are', async () => {
    const tiff = buildTiff([page()]);
    const text = fc.string({ unit: 'binary', maxLength: 60 });
    const metadata = fc.record({
      title: text,
      carrier: text,
      from: text,
      messageId: text,
      language: text,
    });
    await fc.assert(
      fc.asyncProperty(metadata, async (hostile) => {
        const { of } = await written(tiff, hostile);
        expect(of('pdfaid:part')).toEqual(['2']);
        expect(of('dc:title')).toHaveLength(1);
      }),
    );
    const { of } = await written(tiff, { from: '"Anna" <a@b.se> & Co ]]>' });
    expect(of('fax:from')).toEqual(['"Anna" <a@b.se> & Co ]]>']);
  });
});

describe('6.6.2.3 properties of our own', () => {
  /** ISO 19005-2 annex and XMP part 1 clause 8.2: how a value of a type is written. */
  const FORMS: Readonly<Record<string, RegExp>> = {
    Text: /^.+$/,
    Date: /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/,
    Integer: /^\d+$/,
    Boolean: /^(True|False)$/,
    'seq Integer': /^\d+( \d+)*$/,
  };

  it('are described, each with name, type, category and meaning, and nothing else is', async () => {
    const { xmp, of } = await written(buildTiff([page(), page({}, WHITE)]), FULL_METADATA);
    const described = elementsNamed(xmp, 'pdfaSchema:property')
      .flatMap((property) => elementsNamed(property, 'rdf:li'))
      .map(({ attributes }) => attributes);
    const lists = elementsNamed(xmp, 'rdf:Description')[0]?.children ?? [];
    const names = [...lists.map(({ name }) => name), ...properties(xmp).map(([name]) => name)];
    const own = names.filter((name) => name.startsWith('fax:'));
    expect(own).toHaveLength(10);
    expect(described.map((one) => `fax:${one['pdfaProperty:name']}`).toSorted()).toEqual(
      own.toSorted(),
    );
    for (const one of described) {
      const [value] = of(`fax:${one['pdfaProperty:name']}`);
      expect(value).toMatch(FORMS[one['pdfaProperty:valueType'] ?? ''] ?? 'no such type');
      expect(one['pdfaProperty:category']).toMatch(/^(internal|external)$/);
      expect(one['pdfaProperty:description']).toBeTruthy();
      expect(Object.keys(one)).toHaveLength(4);
    }
  });

  it('belong to one schema with name, namespace and prefix, the namespace as declared', async () => {
    const { xmp, of } = await written(buildTiff([page()]));
    const declared = elementsNamed(xmp, 'rdf:RDF')[0]?.attributes['xmlns:fax'];
    expect(of('pdfaSchema:schema')).toEqual(['Received fax']);
    expect(of('pdfaSchema:namespaceURI')).toEqual([declared]);
    expect(of('pdfaSchema:prefix')).toEqual(['fax']);
    const [bag] = elementsNamed(xmp, 'pdfaExtension:schemas')[0]?.children ?? [];
    expect(bag?.name).toBe('rdf:Bag');
    expect(bag?.children[0]?.attributes).toEqual({ 'rdf:parseType': 'Resource' });
  });

  it('say whence the fax came and how whole it is', async () => {
    const cut = page({ imageLength: 40, badFaxLines: 7, cleanFaxData: 2 });
    const { of } = await written(buildTiff([cut, page({}, WHITE)]), FULL_METADATA);
    const values = ['carrier', 'from', 'to', 'tsi', 'receivedAt', 'pagesAnnounced'];
    expect(values.flatMap((name) => of(`fax:${name}`))).toEqual([
      'signalwire',
      '+46701234567',
      '+46812345678',
      '+46 70 123 45 67',
      '2026-11-22T07:41:05Z',
      '3',
    ]);
    const found = ['damagedLines', 'missingLines', 'blankPages', 'endedEarly'];
    expect(found.flatMap((name) => of(`fax:${name}`))).toEqual(['7', '8', '2', 'True']);
  });

  it('are cut short too when only the carrier says so', async () => {
    const { of } = await written(buildTiff([page()]), { endedEarly: true });
    expect(of('fax:endedEarly')).toEqual(['True']);
  });

  it('have the file’s TSI before the carrier’s', async () => {
    const { of } = await written(sample('hyla-ecm-mmr-clean.tif'), { tsi: 'another' });
    expect(of('fax:tsi')).toEqual(['REMOTE CLINIC']);
  });

  it('count without exponents, however much a receiver says it lost', async () => {
    const many = page({ badFaxLines: 0xffff_ffff, cleanFaxData: 2 });
    const { of } = await written(buildTiff([many, many]));
    expect(of('fax:damagedLines')).toEqual([`${2 * 0xffff_ffff}`]);
  });
});

it('6.6.4 the file says that it is PDF/A-2, level B', async () => {
  const { of } = await written(buildTiff([page()]));
  expect(of('pdfaid:part')).toEqual(['2']);
  expect(of('pdfaid:conformance')).toEqual(['B']);
});

describe('title and language', () => {
  it('the title is the same in XMP and in Info, in any script', async () => {
    const { of, info } = await written(buildTiff([page()]), { title: 'Remiss (åäö) 📠' });
    expect(of('dc:title')).toEqual(['Remiss (åäö) 📠']);
    const digits = /\/Title<feff([0-9a-f]+)>/.exec(info)?.[1] ?? '';
    expect(Buffer.from(digits, 'hex').swap16().toString('utf16le')).toBe('Remiss (åäö) 📠');
  });

  it.each(['(', ')', '\\'])(
    'a title with %s, which ends strings, is in digits',
    async (character) => {
      const { info } = await written(buildTiff([page()]), { title: `a${character}` });
      const code = Buffer.from(character).toString('hex');
      expect(info).toContain(`/Title<feff006100${code}>`);
    },
  );

  it('a title of other ASCII characters is as it is', async () => {
    const { info } = await written(buildTiff([page()]), { title: 'A <b>, 5 % [c]' });
    expect(info).toContain('/Title(A <b>, 5 % [c])');
  });

  it('a fax without a title is called by its time, never by a number', async () => {
    const { of } = await written(buildTiff([page()]), FULL_METADATA);
    expect(of('dc:title')).toEqual(['Fax 2026-11-22 07:41 UTC']);
    expect((await written(buildTiff([page()]))).of('dc:title')).toEqual(['Fax']);
  });

  it('a known language is the catalog’s and Dublin Core’s', async () => {
    const { of, catalog } = await written(buildTiff([page()]), { language: 'da-DK' });
    expect(of('dc:language')).toEqual(['da-DK']);
    expect(catalog).toContain('/Lang(da-DK)');
  });

  it.each([undefined, '', 'svenska!', 'sv) /AA (', 'x'.repeat(50)])(
    'no language is said for %j',
    async (language) => {
      const { of, catalog } = await written(buildTiff([page()]), { language });
      expect(of('dc:language')).toEqual([]);
      expect(catalog).not.toContain('/Lang');
    },
  );
});

describe('dates', () => {
  const dates = ({ of, info }: Written) => ({
    xmp: of('xmp:CreateDate'),
    info: [...info.matchAll(/Date\((.*?)\)/g)].map(([, date]) => date),
  });

  it('are the time of reception, in XMP as in Info', async () => {
    expect(dates(await written(buildTiff([page()]), FULL_METADATA))).toEqual({
      xmp: ['2026-11-22T07:41:05Z'],
      info: ['D:20261122074105Z'],
    });
  });

  it('are else the receiver’s own, without a time zone', async () => {
    const tiff = buildTiff([page(), page({ dateTime: '2025:02:03 04:05:06' })]);
    expect(dates(await written(tiff))).toEqual({
      xmp: ['2025-02-03T04:05:06'],
      info: ['D:20250203040506'],
    });
  });

  it('are none when nobody noted a time: never the conversion’s', async () => {
    const unset = buildTiff([page({ dateTime: '1970:01:01 00:00:00' })]);
    expect(dates(await written(unset))).toEqual({ xmp: [], info: [] });
  });
});

describe('identifiers', () => {
  const ids = ({ of, trailer }: Written) => ({
    document: of('xmpMM:DocumentID').join(),
    instance: of('xmpMM:InstanceID').join(),
    trailer: [.../\/ID\[<(.*?)><(.*?)>\]/.exec(trailer)!.slice(1)],
  });
  const digits = (uri: string) => uri.replace('uuid:', '').replaceAll('-', '');

  it('are the same two UUIDs (RFC 9562, version 8) in XMP and in the trailer', async () => {
    const { document, instance, trailer } = ids(await written(buildTiff([page()])));
    const uuid = /^uuid:[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;
    expect(document).toMatch(uuid);
    expect(instance).toMatch(uuid);
    expect(trailer).toEqual([digits(document), digits(instance)]);
  });

  it('name the file, whatever is known beside it, and the instance by all that it says', async () => {
    const tiff = buildTiff([page()]);
    const [bare, full] = [ids(await written(tiff)), ids(await written(tiff, FULL_METADATA))];
    expect(full.document).toBe(bare.document);
    expect(full.instance).not.toBe(bare.instance);
    const other = ids(await written(buildTiff([page(), page()])));
    expect(other.document).not.toBe(bare.document);
  });

  it('the message’s own is Dublin Core’s identifier', async () => {
    const { of } = await written(buildTiff([page()]), FULL_METADATA);
    expect(of('dc:identifier')).toEqual([FULL_METADATA.messageId]);
  });
});
