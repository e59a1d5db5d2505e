import { html } from './html.ts';

/** Lucide's `mail`, as the application draws it; in the colour of the text around it. */
export const wordmarkInside = html`<svg
    class="icon"
    viewBox="0 0 24 24"
    fill="none"
    stroke="currentColor"
    stroke-linecap="round"
    stroke-linejoin="round"
    aria-hidden="true"
  >
    <path d="m22 7-8.991 5.727a2 2 0 0 1-2.009 0L2 7" />
    <rect x="2" y="4" width="20" height="16" rx="2" /></svg
  >Kuvert`;
