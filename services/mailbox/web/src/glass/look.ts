import type { GlassReason } from '@kuvert/shared/break-glass';
import type { Locale } from '../../../src/http/api.ts';
import { html, type Html } from '../html.ts';
import { fullTime, shortTime, type TimeZoneAndLocale } from '../time/format-time.ts';
import { glassEn, type GlassWords } from '../words/glass-en.ts';
import { glassSv } from '../words/glass-sv.ts';

/** Somebody's look into a department that isn't theirs. */
export interface ShownLook {
  readonly id: string;
  readonly department: string;
  readonly person: string;
  readonly isMine: boolean;
  readonly kind: GlassReason;
  /** In their own words; null: not for who looks. */
  readonly reason: string | null;
  readonly at: string;
  /** When it ended, or will. */
  readonly until: string;
  readonly isOpen: boolean;
}

export const glassWords = (locale: Locale): GlassWords => (locale === 'sv' ? glassSv : glassEn);

/** Who, where, when and why; `more` stands below. */
export const lookOf = (
  look: ShownLook,
  at: TimeZoneAndLocale & { readonly now: Date },
  words: GlassWords,
  more: Html | false = false,
): Html => {
  const time = (iso: string): Html =>
    html`<time datetime="${iso}" title="${fullTime(iso, at)}">${shortTime(iso, at.now, at)}</time>`;
  return html`<li class="glass__look">
    <p class="glass__who">
      <strong><bdi>${look.person}</bdi></strong> → <bdi>${look.department}</bdi>
      ${look.isOpen && html`<span class="glass__open">${words.isOpen}</span>`}
    </p>
    <p class="glass__when">${time(look.at)} – ${time(look.until)} · ${words.kinds[look.kind]}</p>
    ${look.reason !== null && html`<p class="glass__reason"><bdi>${look.reason}</bdi></p>`} ${more}
  </li>`;
};
