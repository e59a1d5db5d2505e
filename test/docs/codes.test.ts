import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

import { expect, it } from 'vitest';

import { certificateRefusals } from '@kuvert/identity/certificate/reasons';
import { metadataRefusals } from '@kuvert/identity/saml/idp-metadata';
import { samlRefusals } from '@kuvert/identity/saml/reasons';
import { errorKinds } from '@kuvert/shared/errors';

it('the operator’s guide explains every code with which work on a carrier’s fax fails', async () => {
  const guide = await readFile(join(import.meta.dirname, '../../docs/operators-guide.md'), 'utf8');
  const codes = Object.keys(errorKinds).filter((code) => /^(fetch|carrier)-/.test(code));
  // about a request of somebody else, not about work of ours
  const ofWork = codes.filter((code) => code !== 'carrier-unknown');
  expect(ofWork.filter((code) => !guide.includes(`\`${code}\``))).toEqual([]);
});

it.each([
  ['identity.md', 'a certificate is', certificateRefusals],
  ['identity.md', 'a SAML response is', samlRefusals],
  ['saml.md', 'metadata are', metadataRefusals],
])('%s explains every reason for which %s refused', async (file, _, refusals) => {
  const page = await readFile(join(import.meta.dirname, '../../docs', file), 'utf8');
  const missing = Object.entries(refusals).filter(
    ([code, meaning]) => !page.includes(`| \`${code}\` | ${meaning} |`),
  );
  expect(missing).toEqual([]);
});
