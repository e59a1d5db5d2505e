import type { SealedDocument } from '../store/opening.ts';

const extensions = {
  'application/pdf': 'pdf',
  'image/tiff': 'tif',
  'application/json': 'json',
  'application/octet-stream': 'bin',
} as const satisfies Record<SealedDocument['mediaType'], string>;

/** Such as `fax-2026-11-22-0741-3f9a.pdf`: when it came, and enough of the id to tell two apart; no number, no name. Further files have their place, too. */
export const fileNameOf = (
  document: Pick<SealedDocument, 'messageId' | 'mediaType' | 'place' | 'receivedAt'>,
  timeZone: string,
): string => {
  const parts = new Intl.DateTimeFormat('sv-SE', {
    timeZone,
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  }).formatToParts(document.receivedAt);
  const part = (type: Intl.DateTimeFormatPartTypes): string =>
    parts.find((each) => each.type === type)?.value ?? '';
  const time = `${part('year')}-${part('month')}-${part('day')}-${part('hour')}${part('minute')}`;
  const which = document.place > 1 ? `-${document.place}` : '';
  return `fax-${time}-${document.messageId.slice(0, 4)}${which}.${extensions[document.mediaType]}`;
};
