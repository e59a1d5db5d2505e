import type { ShortcutsDialog } from '../keys/shortcuts-dialog.tsx';
import { loadShortcuts } from './parts-loaded-later.ts';
import { usePart } from './use-part.ts';

/** The list of keys, once somebody has asked for it. */
export const ShortcutsHelp = (props: Parameters<typeof ShortcutsDialog>[0]) => {
  const { data: part } = usePart('shortcuts', loadShortcuts);
  return part && <part.ShortcutsDialog {...props} />;
};
