import { useEffect, useRef } from 'react';

const isSendKey = ({ key, ctrlKey, metaKey }: KeyboardEvent) =>
  key === 'Enter' && (ctrlKey || metaKey);

/** Ctrl or Cmd with Enter sends, wherever the focus is; it never presses the button that has it. */
export const useSendKey = (onSend: () => void): void => {
  const latest = useRef(onSend);
  useEffect(() => {
    latest.current = onSend;
  });
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (!isSendKey(event) || document.querySelector('.veil')) return;
      event.preventDefault();
      event.stopPropagation();
      latest.current();
    };
    document.addEventListener('keydown', onKey, { capture: true });
    return () => document.removeEventListener('keydown', onKey, { capture: true });
  }, []);
};
