import { UNSTABLE_ToastQueue as ToastQueue } from 'react-aria-components';

export interface ToastContent {
  readonly text: string;
  /** Something to press in the toast, such as the undo of what was done. */
  readonly action?: { readonly label: string; readonly run: () => void };
}

export type Toasts = ToastQueue<ToastContent>;

export const createToasts = (): Toasts => new ToastQueue<ToastContent>({ maxVisibleToasts: 3 });

/** Undo must be within reach for at least 10 s; the clock stands still while one points at the toast. */
const withAction = 15_000;
const plain = 7_000;

export const toast = (toasts: Toasts, content: ToastContent): void =>
  void toasts.add(content, { timeout: content.action ? withAction : plain });
