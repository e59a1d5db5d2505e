import type { ReactNode } from 'react';
import { UNSTABLE_ToastQueue as ToastQueue } from 'react-aria-components';

export interface ToastAction {
  readonly label: string;
  readonly run: () => void;
}

export interface ToastContent {
  readonly text: string;
  /** Something to press in the toast, such as the undo of what was done. */
  readonly action?: ToastAction;
  /** What can be done besides; it may come later than the toast, or not at all. */
  readonly also?: Promise<Awaited<ReactNode>>;
}

export type Toasts = ToastQueue<ToastContent>;

export const createToasts = (): Toasts => new ToastQueue<ToastContent>({ maxVisibleToasts: 3 });

/** Undo must be within reach for at least 10 s; the clock stands still while one points at the toast. */
const withAction = 15_000;
const plain = 7_000;

/** A fax that is sent waits this long, by the server's clock: its undo is not offered for longer. */
export const undoTime = 10_000;

export const toast = (
  toasts: Toasts,
  content: ToastContent,
  { ms, onGone }: { readonly ms?: number; readonly onGone?: () => void } = {},
): void =>
  void toasts.add(content, {
    timeout: ms ?? (content.action ? withAction : plain),
    ...(onGone && { onClose: onGone }),
  });
