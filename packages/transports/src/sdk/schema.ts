import { readFile } from 'node:fs/promises';

import { memoryPages, validateXML } from 'xmllint-wasm';

/** Beside `src` and `dist` alike. */
const folder = new URL('../../schemas/sdk/', import.meta.url);

/** For 30 MiB of XML and libxml2's tree of it. */
const mostMemoryPages = 512 * memoryPages.MiB;

/** Where a schema is broken first, without what stands there. */
export interface SchemaFault {
  readonly element: string | undefined;
  readonly line: number | undefined;
}

/**
 * What of the schema of an SDK message 3 is broken; undefined when nothing is. Give it nothing that {@link parseXml}
 * refused: the limits of libxml2 are off, since a text of more than 10 MB is an attachment here.
 */
export const messageSchemaFault = async (xml: Uint8Array): Promise<SchemaFault | undefined> =>
  faultOf(xml, await schemaFile('MessageWithAttachments_3.0.xsd'), []);

/** The same of a receipt. */
export const receiptSchemaFault = async (xml: Uint8Array): Promise<SchemaFault | undefined> => {
  const parts = [
    'urn_oasis_names_specification_ubl_schema_xsd_CommonAggregateComponents-2',
    'urn_oasis_names_specification_ubl_schema_xsd_CommonBasicComponents-2',
    'urn_oasis_names_specification_ubl_schema_xsd_UnqualifiedDataTypes-2',
    'urn_un_unece_uncefact_data_specification_CoreComponentTypeSchemaModule_2',
  ];
  return faultOf(
    xml,
    await schemaFile('receipt/Response-2.1.xsd'),
    await Promise.all(
      parts.map(async (part) => ({
        // as they import each other, not as the files are named
        fileName: `DIGG UBL-ApplicationResponse-2.1_${part}.xsd`,
        contents: await schemaFile(`receipt/Response-2.1_${part}.xsd`),
      })),
    ),
  );
};

interface File {
  readonly fileName: string;
  readonly contents: Uint8Array;
}

const schemaFile = (name: string): Promise<Uint8Array> => readFile(new URL(name, folder));

const faultOf = async (
  xml: Uint8Array,
  schema: Uint8Array,
  preload: readonly File[],
): Promise<SchemaFault | undefined> => {
  const { valid, errors } = await validateXML({
    xml: { fileName: 'document.xml', contents: xml },
    schema: { fileName: 'schema.xsd', contents: schema },
    preload,
    maxMemoryPages: mostMemoryPages,
    modifyArguments: (args) => ['--nonet', '--huge', ...args],
  });
  if (valid) return undefined;
  const [first] = errors;
  return {
    // the rest of the message has what stands in it
    element: /^element ([A-Za-z]{1,40}):|Element '(?:\{[^}]*\})?([A-Za-z]{1,40})'/
      .exec(first?.message ?? '')
      ?.slice(1)
      .find((name) => name !== undefined),
    line: first?.loc?.lineNumber,
  };
};
