import type { Import } from './imports.ts';

/** A room of the house, by where its files lie. */
export type Room =
  | 'shared'
  | 'fax-document'
  | 'identity'
  | 'transports'
  | 'platform'
  | 'testkit'
  | 'simulators'
  | 'ingest'
  | 'mailbox'
  | 'outbound'
  | 'infra'
  | 'test';

const services = ['ingest', 'mailbox', 'outbound'] as const;

/** What production code of each room may import of the other rooms. Arrows point downwards. */
const mayImport: Readonly<Record<Room, readonly Room[]>> = {
  shared: [],
  'fax-document': [],
  identity: [],
  transports: ['shared'],
  platform: ['shared'],
  testkit: ['shared'],
  simulators: ['shared'],
  ingest: ['shared', 'platform', 'transports', 'fax-document'],
  mailbox: ['shared', 'platform', 'identity', 'fax-document'],
  outbound: ['shared', 'platform', 'transports', 'fax-document'],
  infra: [
    'shared',
    'platform',
    'transports',
    'identity',
    'fax-document',
    'simulators',
    ...services,
  ],
  test: [
    'shared',
    'platform',
    'transports',
    'identity',
    'fax-document',
    'testkit',
    'simulators',
    'infra',
    ...services,
  ],
};

/** Besides, tests and what supports them may use these. */
const testsMayImport: readonly Room[] = ['testkit', 'simulators'];

/** Vendor packages that only one place may know. */
const vendorHomes: Readonly<Record<string, RegExp>> = {
  '@node-saml/node-saml': /^packages\/identity\/src\/saml\//,
  'age-encryption': /^packages\/platform\/src\/(vault|keys)\/|^infra\/cli\/|^test\//,
  bull: /^packages\/platform\/src\/jobs\/|^test\//,
  asn1js: /^packages\/(identity|simulators)\//,
  minio: /^packages\/platform\/src\/objects\/|^test\//,
  pkijs: /^packages\/(identity|simulators)\//,
  twilio: /^packages\/(transports|simulators)\//,
  '@hapi/boom': /^packages\/platform\/src\/http\/|^services\/\w+\/src\/http\//,
  'pdf-lib': /^packages\/fax-document\//,
  samlp: /^packages\/simulators\//,
  saxes: /^packages\/(transports\/src\/sdk|identity\/src\/saml)\//,
  'xml-crypto': /^packages\/identity\/src\/(saml|test-support)\//,
  'xml-encryption': /^packages\/identity\/src\/saml\//,
  '@xmldom/xmldom': /^packages\/identity\/src\/saml\//,
  'xmllint-wasm': /^packages\/transports\/src\/sdk\//,
};

export const roomOf = (path: string): Room | undefined => {
  const found = /^(?:packages|services)\/([^/]+)\/|^(infra|test)\//.exec(path);
  const name = found?.[1] ?? found?.[2];
  return name !== undefined && name in mayImport ? (name as Room) : undefined;
};

/** Tests and what supports them. */
export const isTest = (path: string): boolean =>
  /\.test\.tsx?$|(^|\/)test-support\/|-contract\.ts$|^test\//.test(path);

/** What is wrong with an import, in words; undefined when nothing is. */
export const faultOf = (arrow: Import): string | undefined => {
  if (!arrow.own) return vendorFault(arrow);
  const from = roomOf(arrow.from);
  const to = roomOf(arrow.to);
  if (from === undefined || to === undefined)
    return `${arrow.from} → ${arrow.to}: no room of the house`;
  if (from === to) return undefined;
  if (mayImport[from].includes(to)) return undefined;
  if (isTest(arrow.from) && testsMayImport.includes(to)) return undefined;
  return `${arrow.from} → ${arrow.to}: ${from} may not import ${to}`;
};

const vendorFault = ({ from, to }: Import): string | undefined => {
  const name = to.startsWith('@') ? to.split('/').slice(0, 2).join('/') : (to.split('/')[0] ?? to);
  const home = vendorHomes[name];
  return home === undefined || home.test(from) || isTest(from)
    ? undefined
    : `${from} → ${name}: only ${home.source} may know it`;
};
