import { readFileSync } from 'node:fs';

import { expect, it } from 'vitest';

import { mustBeFhirR4 } from '@kuvert/testkit/fhir-r4';

import { pdfFile } from '../test-support/partner-message.ts';
import { readFhirMessage } from './read-fhir-message.ts';
import { readNeutralMessage } from './read-partner-message.ts';

/** What `docs/partner-gateway.md` posts, with a PDF in place of the dots. */
const posted = [
  ...readFileSync(new URL('../../../../docs/partner-gateway.md', import.meta.url), 'utf8').matchAll(
    / -d '(\{[^']+\})'/g,
  ),
].map(([, json = '']): unknown => JSON.parse(json.replaceAll('JVBERi0…', pdfFile.content)));
const [neutral, bundle] = posted;

it('the message of the guide is one', () => {
  expect(posted).toHaveLength(2);
  expect(readNeutralMessage(neutral)).toMatchObject({ kind: 'read' });
});

it('the Bundle of the guide is FHIR R4, and a message', () => {
  expect(() => mustBeFhirR4(bundle)).not.toThrow();
  expect(readFhirMessage(bundle)).toMatchObject({ kind: 'read' });
});
