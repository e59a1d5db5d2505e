import type { AttentionReason } from '@kuvert/shared/attention';
/** What happened and what to do; that nothing is lost is said beside it, from the facts. */
export interface AttentionWords {
  readonly what: string;
  readonly todo: string;
}
export declare const attentionEn: Record<AttentionReason, AttentionWords>;
