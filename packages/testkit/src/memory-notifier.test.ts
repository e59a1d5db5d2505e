import { createMemoryNotifier } from './memory-notifier.ts';
import { notifierContract } from './notifier-contract.ts';

notifierContract('in memory', () => {
  const notifier = createMemoryNotifier();
  return {
    notifier,
    taken: (to) => notifier.taken.filter((notice) => notice.to === to).map(({ id }) => id),
    refuse: (to) => notifier.answer(to, { kind: 'refused', code: '550' }),
    beBusy: (to) => notifier.answer(to, { kind: 'not-sent', code: '451' }),
  };
});
