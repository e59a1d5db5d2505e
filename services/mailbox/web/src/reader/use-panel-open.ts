import { isBoolean, useStored } from '../parts/use-stored.ts';

/** With the panel beside it a page is readable only on a wide screen; there it starts unfolded. */
const isWide = () => window.matchMedia('(min-width: 1600px)').matches;

export const usePanelOpen = () => useStored('panel', isBoolean, isWide());
