import type { AttentionReason } from '@kuvert/shared/attention';
import type { TimelineEvent } from '../../../src/http/api.ts';
import type { Words } from '../words/words.ts';

const isReason = (text: string, words: Words): text is AttentionReason =>
  Object.hasOwn(words.attentionReasons, text);

/** What stands below an event: what a person wrote, or the reason that Kuvert noted as a code, in words. */
export const timelineNote = ({ kind, note }: TimelineEvent, words: Words): string | null =>
  kind === 'attention' && note !== null && isReason(note, words)
    ? words.attentionReasons[note].what
    : note;
