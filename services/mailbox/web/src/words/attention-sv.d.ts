import type { AttentionReason } from '@kuvert/shared/attention';
import type { AttentionWords } from './attention-en.ts';
export declare const attentionSv: Record<AttentionReason, AttentionWords>;
