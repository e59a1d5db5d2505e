import { parsePersonNumber } from '@kuvert/shared/person-number';

/** Whether that can be somebody's number, in either country; the house knows its own. */
export const isPersonNumber = (text: string): boolean =>
  parsePersonNumber(text, 'SE') !== undefined || parsePersonNumber(text, 'DK') !== undefined;
