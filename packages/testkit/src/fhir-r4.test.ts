import { expect, it } from 'vitest';

import { mustBeFhirR4 } from './fhir-r4.ts';

const confidentiality = 'http://terminology.hl7.org/CodeSystem/v3-Confidentiality';
const bundleOf = (status: string, code: string) => ({
  resourceType: 'Bundle',
  type: 'collection',
  entry: [
    {
      fullUrl: 'urn:uuid:8f0d4f0e-1d5c-4f0b-9a55-9f3f2f0c7a01',
      resource: {
        resourceType: 'Communication',
        meta: { security: [{ system: confidentiality, code }] },
        status,
      },
    },
  ],
});

it('what R4 defines is FHIR R4', () => {
  expect(() => mustBeFhirR4(bundleOf('completed', 'R'))).not.toThrow();
});

it.each([
  ['a code that the value set of its element has not', 'finished', 'R', /entry\[0\].*status/],
  ['a code that its system has not', 'completed', 'SECRET', /security/],
])('%s is none, at any depth', (_what, status, code, where) => {
  expect(() => mustBeFhirR4(bundleOf(status, code))).toThrow(where);
});
