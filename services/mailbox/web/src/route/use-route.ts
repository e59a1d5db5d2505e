import { useMemo, useSyncExternalStore } from 'react';
import { hrefOf, parseRoute, type Route } from './route.ts';

const changed = 'kuvert:navigate';

const subscribe = (listener: () => void) => {
  window.addEventListener('popstate', listener);
  window.addEventListener(changed, listener);
  return () => {
    window.removeEventListener('popstate', listener);
    window.removeEventListener(changed, listener);
  };
};

const addressNow = () => location.pathname + location.search;

const goTo = (route: Route, write: (href: string) => void): void => {
  const href = hrefOf(route);
  if (href === addressNow()) return;
  write(href);
  window.dispatchEvent(new Event(changed));
};

export const navigate = (route: Route): void =>
  goTo(route, (href) => history.pushState(null, '', href));

/** As `navigate`, but going back does not come here again. */
export const redirect = (route: Route): void =>
  goTo(route, (href) => history.replaceState(null, '', href));

export const useRoute = (): Route => {
  const address = useSyncExternalStore(subscribe, addressNow);
  return useMemo(() => {
    const url = new URL(address, location.origin);
    return parseRoute(url.pathname, url.search);
  }, [address]);
};
