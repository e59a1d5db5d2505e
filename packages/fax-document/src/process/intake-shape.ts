import type { PdfIntake } from '../pdf-intake.ts';
import { isRemovedKind } from '../removed-content.ts';
import { isCount, isRecord } from './shapes.ts';

/** Whether a value says how a PDF came. */
export const isPdfIntake = (value: unknown): value is PdfIntake =>
  isRecord(value) &&
  typeof value['decrypted'] === 'boolean' &&
  typeof value['repaired'] === 'boolean' &&
  isCount(value['missingPages']) &&
  Array.isArray(value['removed']) &&
  value['removed'].every(
    (one) => isRecord(one) && isRemovedKind(one['kind']) && isCount(one['count']),
  );
