import './styles/app.css';
import { QueryClient } from '@tanstack/react-query';
import { createRoot } from 'react-dom/client';
import { App } from './app.tsx';
import { ApiError, createApi } from './api/api.ts';
import { createBackground } from './api/background.ts';
import { keys } from './api/keys.ts';
import { createRequests } from './api/requests.ts';
import { createSendingApi } from './api/sending-api.ts';
import { createUpload } from './api/upload.ts';
import { readBoot } from './boot.ts';
import { createUnsaved } from './compose/unsaved.ts';
import { createAnnouncer } from './frame/announcer.ts';
import { createToasts } from './frame/toast-queue.ts';
import type { Services } from './services.ts';
import type { Draft, Me } from '../../src/http/api.ts';

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
const csrf = () => queries.getQueryData<Me>(keys.me)?.csrfToken ?? '';
const through = [
  (input: RequestInfo | URL, init?: RequestInit) => fetch(input, init),
  csrf,
  background.isQuiet,
] as const;
const upload = createUpload<Draft>(() => new XMLHttpRequest(), csrf);
const services: Services = {
  ask: createRequests(...through),
  api: createApi(...through),
  sendingApi: createSendingApi(upload, ...through),
  background,
  toasts: createToasts(),
  announcer: createAnnouncer(),
  unsaved: createUnsaved(),
};

const root = document.getElementById('root');
if (!root) throw new Error('the page has no root');
createRoot(root).render(<App boot={boot} queries={queries} services={services} />);
