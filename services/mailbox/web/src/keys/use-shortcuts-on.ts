import { isBoolean, useStored } from '../parts/use-stored.ts';

/** Whether single keys do something; can be switched off (WCAG 2.1.4). */
export const useShortcutsOn = () => useStored('keys', isBoolean, true);
