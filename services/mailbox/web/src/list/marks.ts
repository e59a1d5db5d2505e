import type { Handling, Integrity, MessageSummary } from '../../../src/http/api.ts';
import type { Words } from '../words/words.ts';

/** A status as it is always shown: an icon, a word, a colour. The kind decides icon and colour. */
export interface Mark {
  readonly kind:
    | 'whole'
    | 'damaged'
    | 'partial'
    | 'blank'
    | 'turned'
    | 'attention'
    | 'resend'
    | 'new'
    | 'mine'
    | 'taken'
    | 'registered'
    | 'not-registered'
    | 'forwarded'
    | 'quarantined'
    | 'restricted'
    | 'referral'
    | 'referral-overdue';
  readonly word: string;
}

export const integrityMark = (integrity: Integrity, words: Words): Mark => {
  switch (integrity.mark) {
    case 'whole':
      return { kind: 'whole', word: words.marks.whole };
    case 'damaged':
      return { kind: 'damaged', word: words.marks.damaged(integrity.damagedLines) };
    case 'partial':
      return { kind: 'partial', word: words.marks.partial };
  }
};

export const handlingMark = (handling: Handling, myId: string, words: Words): Mark => {
  switch (handling.state) {
    case 'new':
      return { kind: 'new', word: words.marks.new };
    case 'taken':
      return handling.by.id === myId
        ? { kind: 'mine', word: words.marks.mine }
        : { kind: 'taken', word: words.marks.taken(handling.by.name) };
    case 'registered':
      return { kind: 'registered', word: words.marks.registered };
    case 'not-registered':
      return { kind: 'not-registered', word: words.marks['not-registered'] };
    case 'forwarded':
      return { kind: 'forwarded', word: words.marks.forwarded };
    case 'quarantined':
      return { kind: 'quarantined', word: words.marks.quarantined };
  }
};

/** That few can open it, how whole it is (or that it needs a person), whether it came twice, then what people did with it. */
export const marksOf = (message: MessageSummary, myId: string, words: Words): Mark[] => {
  const handling = handlingMark(message.handling, myId, words);
  const restricted: Mark[] = message.restrictedTo
    ? [{ kind: 'restricted', word: words.marks.restricted }]
    : [];
  if (message.attention)
    return [...restricted, { kind: 'attention', word: words.marks.attention }, handling];
  return [
    ...restricted,
    ...(message.integrity ? [integrityMark(message.integrity, words)] : []),
    ...(message.resend ? [{ kind: 'resend', word: words.marks.resend } as const] : []),
    handling,
  ];
};
