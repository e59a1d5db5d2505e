import * as asn1js from 'asn1js';
import { Extensions } from 'pkijs';

import { content, decode, shortestInteger, smallInteger } from './asn1.ts';
import { derBytes, derTags, derValues, type DerValue } from './der.ts';
import { extensionValues, oids } from './extensions.ts';
import { readGeneralNames } from './general-name.ts';
import type { Name } from './name.ts';

/** What a CRL says of one certificate. */
export interface CrlEntry {
  readonly removed: boolean;
}

/** By issuer and serial number. */
export type CrlEntries = ReadonlyMap<string, ReadonlyMap<string, CrlEntry>>;

/** ReasonCode `removeFromCRL` of a delta: on hold before, and good again. */
const removeFromCrl = 8;

const onList: CrlEntry = { removed: false };
const takenOff: CrlEntry = { removed: true };

/**
 * The entries of a CRL, which may be hundreds of thousands.
 *
 * @throws when one has something critical that isn't understood: then no entry can be relied on (RFC 5280, 5.3)
 */
export const readEntries = (
  bytes: Uint8Array,
  revoked: DerValue,
  crlIssuer: Name,
  indirect: boolean,
): CrlEntries => {
  const entries = new Map<string, Map<string, CrlEntry>>();
  // the issuer of an entry is that of the entry before it, unless it names one
  let issuer = crlIssuer;
  for (const { tag, content: from, end } of derValues(bytes, revoked.content, revoked.end)) {
    const [serial, date, extensions, ...more] = derValues(bytes, from, end);
    if (tag !== derTags.sequence || serial?.tag !== derTags.integer || !date || more.length > 0)
      throw new TypeError('no entry of a CRL');
    const said = extensions ? readExtensions(derBytes(bytes, extensions)) : undefined;
    if (said?.issuer !== undefined) {
      if (!indirect)
        throw new TypeError('an entry for another issuer in a CRL that is not indirect');
      issuer = said.issuer;
    }
    const ofIssuer = entries.get(issuer.key) ?? new Map<string, CrlEntry>();
    entries.set(issuer.key, ofIssuer);
    const key = shortestInteger(bytes.subarray(serial.content, serial.end));
    ofIssuer.set(key, said?.removed === true ? takenOff : onList);
  }
  return entries;
};

const understood: ReadonlySet<string> = new Set([
  oids.reasonCode,
  oids.invalidityDate,
  oids.certificateIssuer,
]);

interface Said {
  readonly issuer: Name | undefined;
  readonly removed: boolean;
}

/** Extensions with a reasonCode alone, up to the reason: what nearly every entry of a large CRL has. */
const reasonAlone = Buffer.from('300c300a0603551d1504030a01', 'hex');

const readExtensions = (der: Uint8Array): Said => {
  if (der.byteLength === reasonAlone.byteLength + 1 && reasonAlone.equals(der.subarray(0, -1)))
    return { issuer: undefined, removed: der.at(-1) === removeFromCrl };
  const { extensions } = new Extensions({ schema: decode(der, asn1js.Sequence) });
  if (extensions.some(({ extnID, critical }) => critical && !understood.has(extnID)))
    throw new TypeError('a critical extension of an entry that is not understood');
  const values = extensionValues(extensions);
  const reason = values.get(oids.reasonCode);
  const issuer = values.get(oids.certificateIssuer);
  return {
    issuer: issuer && directoryName(issuer),
    removed:
      reason !== undefined &&
      smallInteger(content(decode(reason, asn1js.Enumerated))) === removeFromCrl,
  };
};

const directoryName = (der: Uint8Array): Name => {
  for (const name of readGeneralNames(der)) if (name.form === 'directory') return name.name;
  throw new TypeError('a certificateIssuer without a directoryName');
};
