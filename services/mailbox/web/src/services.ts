import { createContext, use } from 'react';
import type { Api } from './api/api.ts';
import type { SendingApi } from './api/sending-api.ts';
import type { Requests } from './api/requests.ts';
import type { Background } from './api/background.ts';
import type { Unsaved } from './compose/unsaved.ts';
import type { Announcer } from './frame/announcer.ts';
import type { Toasts } from './frame/toast-queue.ts';

/** What components reach besides data. */
export interface Services {
  /** For what is loaded later and asks for what nothing else does. */
  readonly ask: Requests;
  readonly api: Api;
  readonly sendingApi: SendingApi;
  readonly toasts: Toasts;
  readonly announcer: Announcer;
  readonly background: Background;
  readonly unsaved: Unsaved;
}

export const ServicesContext = createContext<Services | null>(null);

export const useServices = (): Services => {
  const services = use(ServicesContext);
  if (!services) throw new Error('outside of the application');
  return services;
};
