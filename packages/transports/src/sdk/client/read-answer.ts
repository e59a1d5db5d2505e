import type { z } from 'zod';

import type { ServiceAnswer } from '@kuvert/shared/ports/service-call';

import { isJson, parseJson } from '../../rest/json.ts';
import { isShallow } from './shallow.ts';

/** Deeper than anything in the description; what is nested without end costs a hundred times its size to parse. */
const deepest = 32;

/** An answer of this shape, in JSON; undefined for any other. */
export const readAnswer = <Shape extends z.ZodType>(
  shape: Shape,
  { contentType, bytes }: ServiceAnswer,
): z.infer<Shape> | undefined =>
  isJson(contentType) && isShallow(bytes, deepest) ? parseJson(shape, bytes) : undefined;
