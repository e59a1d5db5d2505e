import { z } from 'zod';

/** From 1. */
export const pageNumber = z.coerce.number().int().min(1).max(100_000);

export const pictureWidth = z.coerce
  .number()
  .int()
  .min(64)
  .max(3000)
  .default(900)
  .describe('pixels');
