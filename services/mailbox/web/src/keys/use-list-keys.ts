import { useOpenNext } from '../api/use-open-next.ts';
import { useNewDraft } from '../compose/use-new-draft.ts';
import { useMessage } from '../api/use-message.ts';
import { useSession } from '../session.ts';
import { useKeys } from './use-keys.ts';

/** Moves the focus in the list; from elsewhere it starts at the open row. */
const move = (step: 1 | -1) => {
  const rows = [...document.querySelectorAll<HTMLElement>('.list__rows [role=row]')];
  const focused = rows.findIndex((row) => row.contains(document.activeElement));
  const open = rows.findIndex((row) => row.classList.contains('row--open'));
  const from = focused >= 0 ? focused : open;
  const to = Math.max(0, Math.min(rows.length - 1, from + step));
  rows[to]?.focus();
};

export const useListKeys = (isOn: boolean, onHelp: () => void): void => {
  const { messageId, department } = useSession();
  const openNext = useOpenNext();
  const { write } = useNewDraft();
  const { summary } = useMessage(messageId);
  useKeys(isOn, {
    j: () => move(1),
    k: () => move(-1),
    n: () => void openNext(summary ?? null),
    c: () => {
      if (department.sending.canSend) write();
    },
    '?': onHelp,
  });
};
