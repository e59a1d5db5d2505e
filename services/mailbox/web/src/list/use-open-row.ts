import { useEffect, useRef, type RefObject } from 'react';
import { isFocusLost, onceSettled } from '../parts/focus.ts';

const openRow = '.row--open';

/** Keeps the open row in sight, and brings the focus to the list when the reader closed under it. */
export const useOpenRow = (
  list: RefObject<HTMLElement | null>,
  messageId: string | null,
  hasRows: boolean,
): void => {
  const before = useRef(messageId);
  useEffect(() => {
    if (!hasRows || messageId === null) return undefined;
    return onceSettled(() =>
      list.current?.querySelector(openRow)?.scrollIntoView({ block: 'nearest' }),
    );
  }, [list, messageId, hasRows]);
  useEffect(() => {
    const closed = before.current;
    before.current = messageId;
    if (closed === null || messageId !== null) return undefined;
    return onceSettled(() => {
      if (!isFocusLost()) return;
      const rows = [...(list.current?.querySelectorAll<HTMLElement>('[role=row]') ?? [])];
      const row = rows.find(({ dataset }) => dataset['key'] === closed) ?? list.current;
      row?.focus();
    });
  }, [list, messageId]);
};
