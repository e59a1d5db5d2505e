import './styles/app.css';
import { QueryClient } from '@tanstack/react-query';
import { createRoot } from 'react-dom/client';
import { App } from './app.tsx';
import { ApiError, createApi } from './api/api.ts';
import { createBackground } from './api/background.ts';
import { keys } from './api/keys.ts';
import { readBoot } from './boot.ts';
import { createAnnouncer } from './frame/announcer.ts';
import { createToasts } from './frame/toast-queue.ts';
import type { Me } from '../../src/http/api.ts';

const boot = readBoot(document);
const queries = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 30_000,
      networkMode: 'always',
      retry: (failures, error) =>
        failures < 2 && error instanceof ApiError && (error.status === 0 || error.status >= 500),
    },
    mutations: { networkMode: 'always' },
  },
});
queries.setQueryData(keys.me, boot.me);
const background = createBackground();
const api = createApi(
  (input, init) => fetch(input, init),
  () => queries.getQueryData<Me>(keys.me)?.csrfToken ?? '',
  background.isQuiet,
);

const root = document.getElementById('root');
if (!root) throw new Error('the page has no root');
createRoot(root).render(
  <App
    boot={boot}
    queries={queries}
    services={{ api, background, toasts: createToasts(), announcer: createAnnouncer() }}
  />,
);
