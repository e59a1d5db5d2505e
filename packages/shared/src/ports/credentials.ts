/** How we show a carrier who asks; sent to the host that was meant and to no other. */
export type Credentials =
  | { readonly kind: 'basic'; readonly user: string; readonly password: string }
  | { readonly kind: 'bearer'; readonly token: string };
