import { createContext, use } from 'react';
import type { Api } from './api/api.ts';
import type { Background } from './api/background.ts';
import type { Announcer } from './frame/announcer.ts';
import type { Toasts } from './frame/toast-queue.ts';

/** What components reach besides data. */
export interface Services {
  readonly api: Api;
  readonly toasts: Toasts;
  readonly announcer: Announcer;
  readonly background: Background;
}

export const ServicesContext = createContext<Services | null>(null);

export const useServices = (): Services => {
  const services = use(ServicesContext);
  if (!services) throw new Error('outside of the application');
  return services;
};
