import type { AttentionReason } from '@kuvert/shared/attention';
import type { TimelineEvent } from '../../../src/http/api.ts';
import type { TimelineWords } from '../words/timeline-words.ts';
import type { Words } from '../words/words.ts';

const isReason = (text: string, words: Words): text is AttentionReason =>
  Object.hasOwn(words.attentionReasons, text);

/** What stands below an event: what a person wrote, or the reason that Kuvert noted as a code, in words. */
export const timelineNote = (
  { kind, note, notice }: TimelineEvent,
  words: Words,
  timeline: TimelineWords,
): string | null => {
  if (notice)
    return kind === 'notified'
      ? timeline.noticed[notice.about](notice.addresses)
      : timeline.notNoticed(notice.addresses);
  if (kind === 'referral-answer-by' && note === null) return words.noAnswerBy;
  if (note === null) return null;
  if (kind === 'referral-marked' || kind === 'referral-answer-by') return words.answerBy(note);
  if (kind === 'attention' && isReason(note, words)) return words.attentionReasons[note].what;
  if (kind === 'export-held') return timeline.exportHeld(note);
  return note;
};
