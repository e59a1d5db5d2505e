import { z } from 'zod';

import { Person, ShownNumber, time, uuid } from './api-parts.ts';

/** A wrong recipient: a fax that came here and isn't ours, or went to somebody whom it wasn't for. */

const mostNote = 2000;
const note = z.string().trim().min(1).max(mostNote);

export const IncidentHow = z.enum([
  'receiver-told',
  'recipient-told',
  'sender-told',
  'seen-here',
  'other',
]);
export const IncidentOutcome = z
  .enum(['notified', 'not-notified'])
  .describe('whether an authority was told');
export const IncidentView = z.enum(['open', 'all']);

/** On the fax that it is about. */
export const IncidentMark = z.object({ id: uuid, isOpen: z.boolean() });

export const IncidentSummary = z.object({
  id: uuid,
  departmentId: uuid,
  direction: z.enum(['in', 'out']),
  messageId: uuid.nullable().describe('the fax that came'),
  sendingId: uuid.nullable().describe('what was sent'),
  number: ShownNumber.describe('the sender of what came, or the number that it went to'),
  pages: z.number().int().nullable(),
  how: IncidentHow.describe('how it was noticed'),
  noticedAt: time.describe('from here the law counts its hours'),
  reportedAt: time,
  reportedBy: Person,
  isOpen: z.boolean(),
  outcome: IncidentOutcome.nullable().describe('null while it is open'),
  deadlines: z
    .array(z.object({ law: z.enum(['nis2', 'gdpr']), hours: z.number().int(), at: time }))
    .describe('NIS2: early warning. GDPR art. 33: notice to the supervisory authority'),
});

export const IncidentAct = z.object({
  number: z.number().int().describe('from 1'),
  at: time,
  kind: z.enum(['opened', 'noted', 'closed', 'reopened']),
  by: Person,
  outcome: IncidentOutcome.nullable().describe('of `closed`'),
  note: z.string().nullable(),
});

export const Incident = IncidentSummary.extend({
  acts: z.array(IncidentAct).describe('oldest first'),
  documents: z
    .array(
      z.object({
        kind: z.string(),
        attempt: z.number().int().nullable().describe('at which it was handed to a carrier'),
        size: z.number().int().describe('bytes'),
        sha256: z.string(),
      }),
    )
    .describe('as they were when it was reported'),
  forwardedTo: z
    .string()
    .nullable()
    .describe('the department that has the pages now; nobody here can open them any more'),
});

export const IncidentPage = z.object({
  incidents: z.array(IncidentSummary),
  next: z.string().nullable().describe('cursor of the following page'),
});

export const ReportIncident = z.object({
  how: IncidentHow,
  noticedAt: time.optional().describe('now, unless told'),
  note: note.optional().describe('sealed for the department'),
});
export const NoteIncident = z.object({ note });
export const CloseIncident = z.object({ outcome: IncidentOutcome, note });
/** As it stands on the cover sheet; small letters and a missing hyphen do no harm. */
export const SendingCode = z
  .string()
  .trim()
  .toUpperCase()
  .regex(/^[0-9A-Z]{4}[- ]?[0-9A-Z]{4}$/)
  .transform((code) => `${code.slice(0, 4)}-${code.slice(-4)}`);
export const FoundSending = z.object({ id: uuid, departmentId: uuid });

export type CloseIncident = z.infer<typeof CloseIncident>;
export type Incident = z.infer<typeof Incident>;
export type IncidentAct = z.infer<typeof IncidentAct>;
export type IncidentHow = z.infer<typeof IncidentHow>;
export type IncidentMark = z.infer<typeof IncidentMark>;
export type IncidentOutcome = z.infer<typeof IncidentOutcome>;
export type IncidentPage = z.infer<typeof IncidentPage>;
export type IncidentSummary = z.infer<typeof IncidentSummary>;
export type IncidentView = z.infer<typeof IncidentView>;
export type FoundSending = z.infer<typeof FoundSending>;
export type ReportIncident = z.infer<typeof ReportIncident>;
