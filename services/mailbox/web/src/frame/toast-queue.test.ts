import { expect, it, vi } from 'vitest';
import { createToasts, toast } from './toast-queue.ts';

it('keeps what can be undone within reach for ten seconds at least', () => {
  const toasts = createToasts();
  const add = vi.spyOn(toasts, 'add');
  toast(toasts, { text: 'Registered', action: { label: 'Undo', run: () => undefined } });
  const timeout = add.mock.calls[0]?.[1]?.timeout;
  expect(timeout).toBeGreaterThanOrEqual(10_000);
});

it('tells when it is gone, so that what can be undone is done for good only then', () => {
  const toasts = createToasts();
  const onGone = vi.fn<() => void>();
  toast(toasts, { text: 'Discarded' }, { onGone });
  expect(onGone).not.toHaveBeenCalled();
  toasts.close(toasts.visibleToasts[0]?.key ?? '');
  expect(onGone).toHaveBeenCalledTimes(1);
});
