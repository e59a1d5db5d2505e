import { receptionLimits, type ReceivedMedia } from '@kuvert/shared/reception';

/**
 * A link that is none is as good as no media: filed, so that somebody can ring back. It is kept as it will be asked for,
 * in visible ASCII alone.
 */
export const linkedMedia = (text: string | null | undefined): ReceivedMedia => {
  const url = text && text.length <= receptionLimits.url ? URL.parse(text) : null;
  return url && url.href.length <= receptionLimits.url
    ? { kind: 'link', url: url.href }
    : { kind: 'none' };
};
