import { z } from 'zod';

/** The configured name of a carrier, as it stands in paths, rows and metrics. */
export const carrierName = z
  .string()
  .regex(/^[a-z][a-z0-9-]{0,31}$/, 'must be lower-case letters, digits and hyphens');
