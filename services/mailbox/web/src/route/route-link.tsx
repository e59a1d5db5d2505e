import type { AnchorHTMLAttributes, MouseEvent } from 'react';
import type { Route } from './route.ts';
import { hrefOf } from './route.ts';
import { navigate } from './use-route.ts';

const isPlainClick = (event: MouseEvent) =>
  event.button === 0 && !event.metaKey && !event.ctrlKey && !event.shiftKey && !event.altKey;

/** An ordinary link (a new tab, a copied address) that changes the page without loading it again. */
export const RouteLink = ({
  route,
  children,
  ...props
}: { route: Route } & Omit<AnchorHTMLAttributes<HTMLAnchorElement>, 'href'>) => (
  <a
    {...props}
    href={hrefOf(route)}
    onClick={(event) => {
      if (!isPlainClick(event)) return;
      event.preventDefault();
      navigate(route);
    }}
  >
    {children}
  </a>
);
