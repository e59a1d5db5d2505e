import { REMOVED_KINDS } from '@kuvert/fax-document/removed-content';
import { announcementKinds } from '@kuvert/shared/announcements';
import { attentionReasons } from '@kuvert/shared/attention';
import { channels } from '@kuvert/shared/routing/address';
import { memberRoles } from '@kuvert/shared/member-role';
import { levelsOfAssurance } from '@kuvert/shared/level-of-assurance';
import { deliveryStateNames } from '@kuvert/shared/sending/delivery';
import { departmentNoticeKinds } from '@kuvert/shared/notices/notice';
import { referralStates } from '@kuvert/shared/referrals/states';
import { z } from 'zod';

import { Actor, day, Locale, Person, ShownNumber, time, uuid } from './api-parts.ts';
import { IncidentMark } from './api-incidents.ts';
import { ClosedWork } from './api-restrictions.ts';
import { Answered, Confirmation, Reminder, SendingCounters } from './api-sendings.ts';

export * from './api-approvals.ts';
export * from './api-contacts.ts';
export * from './api-drafts.ts';
export type * from './api-front-desk.ts';
export * from './api-incidents.ts';
export * from './api-junk.ts';
export { Actor, Locale, Person, ShownNumber } from './api-parts.ts';
export * from './api-restrictions.ts';
export * from './api-sendings.ts';
export type * from './api-room.ts';
export * from './api-ways.ts';

/** The mailbox's API as the browser sees it: one schema validates, describes (OpenAPI) and types both sides. */

export const Integrity = z.object({
  mark: z.enum(['whole', 'damaged', 'partial']),
  announcedPages: z.number().int().nullable(),
  damagedLines: z.number().int(),
  missingLines: z.number().int(),
  blankPages: z.array(z.number().int()),
  endedEarly: z.boolean(),
});

export const PageFacts = z.object({
  page: z.number().int().describe('from 1'),
  damagedLines: z.number().int(),
  damage: z
    .array(z.object({ from: z.number().min(0).max(1), to: z.number().min(0).max(1) }))
    .describe(
      "where damaged lines lie, in shares of the page along its lines' order; empty when unknown",
    ),
  linesRun: z
    .enum(['down', 'left', 'up', 'right'])
    .describe('where the line after a line is, on the page as it is shown'),
  missingLines: z.number().int(),
  endedEarly: z.boolean().describe('the page breaks off'),
  lost: z.boolean().describe('no line of it came; it keeps its place, white'),
  blank: z.boolean(),
  turned: z
    .union([z.literal(0), z.literal(90), z.literal(180), z.literal(270)])
    .describe('degrees clockwise by which we turned it, since its text lay otherwise'),
});

export const Handling = z.discriminatedUnion('state', [
  z.object({ state: z.literal('new') }),
  z.object({ state: z.literal('taken'), by: Person, at: time }),
  z.object({
    state: z.literal('registered'),
    by: Actor,
    at: time,
    system: z.string(),
    reference: z.string(),
  }),
  z.object({ state: z.literal('not-registered'), by: Person, at: time, reason: z.string() }),
  z
    .object({
      state: z.literal('forwarded'),
      by: Person,
      at: time,
      to: z.string().describe('the department, as it was called then'),
      reason: z.string().nullable(),
    })
    .describe("it is another department's and lies there; no page of it is left here"),
  z
    .object({ state: z.literal('quarantined'), by: Person.nullable(), at: time })
    .describe('set aside as junk, and kept; by null: its number is of a junk sender'),
]);

/** A message whose sender waits for an answer. */
export const Referral = z.object({
  state: z.enum(referralStates),
  answerBy: day.nullable().describe('until when an answer is expected'),
  markedBySender: z.boolean().describe('false: a person here said that it is one'),
});

export const MessageSummary = z.object({
  id: uuid,
  departmentId: uuid,
  from: ShownNumber,
  fromDepartment: z
    .string()
    .nullable()
    .describe('of this house, which sent it as a message; null: another way'),
  partner: z
    .object({
      organisation: z.string(),
      function: z.string(),
      confidential: z.boolean().describe('the sender says so'),
    })
    .nullable()
    .describe('whose system sent it, as they were called then; null: another way'),
  to: ShownNumber,
  tsi: z.string().nullable().describe('what the sending machine calls itself; can be forged'),
  carrier: z.string(),
  receivedAt: time,
  availableAt: time,
  pages: z.number().int().nullable(),
  integrity: Integrity.nullable().describe('null when there is no document'),
  attention: z.enum(attentionReasons).nullable(),
  handling: Handling,
  resend: z
    .boolean()
    .describe('probably a fax that was sent twice: this one, or another one again'),
  referral: Referral.nullable().describe('null: it is none'),
  restrictedTo: z
    .array(z.string())
    .nullable()
    .describe('the names of who alone can open it; null: the whole department'),
});

/** Another fax with nearly the same pages, of the same sender, within 48 hours. */
export const Resend = z.object({
  id: uuid,
  receivedAt: time,
  isEarlier: z.boolean().describe('it came first, and the one at hand is the resend'),
  exact: z.boolean().describe('the very bytes'),
  denied: z.boolean().describe('a person said that they are not the same'),
  handling: Handling,
});

export const Intake = z.object({
  repaired: z.boolean().describe('the file was broken; what could be found in it is here'),
  decrypted: z.boolean().describe('it came encrypted, and opened without a password'),
  missingPages: z.number().int().describe("pages that it promises and doesn't have"),
  removed: z
    .array(z.object({ kind: z.enum(REMOVED_KINDS), count: z.number().int() }))
    .describe('what acted in it, led elsewhere or lay hidden, and is in the original alone'),
});

export const Document = z.object({
  id: uuid,
  kind: z
    .enum(['original', 'pdf', 'searchable'])
    .describe('searchable: a PDF that carries the machine-read text, with turned pages upright'),
  place: z
    .number()
    .int()
    .describe("of several originals, from 1: a partner's message may have more files than one"),
  mediaType: z.enum(['image/tiff', 'application/pdf', 'application/octet-stream']),
  size: z.number().int().describe('bytes'),
});

const textLanguage = z.enum(['sv', 'da', 'en']).describe('BCP 47');

export const TextState = z.discriminatedUnion('state', [
  z.object({ state: z.literal('pending') }).describe('being read, or waiting for it'),
  z.object({ state: z.literal('ready'), language: textLanguage }),
  z.object({ state: z.literal('none') }).describe('there is no text on the pages'),
  z
    .object({ state: z.literal('failed'), reason: z.string() })
    .describe('given up, with a stable code'),
]);

/** Words of a line that the machine was, or was not, sure of. */
export const TextPiece = z.object({ text: z.string(), sure: z.boolean() });

export const TextPage = z.object({
  outcome: z.enum(['read', 'blank', 'unread']),
  paragraphs: z
    .array(
      z.array(
        z.discriminatedUnion('kind', [
          z.object({ kind: z.literal('line'), pieces: z.array(TextPiece) }),
          z
            .object({ kind: z.literal('unread'), lines: z.number().int() })
            .describe('lines that could not be read'),
        ]),
      ),
    )
    .describe('lines of each; they flow on where the paper left no other choice than to break'),
});

export const MessageText = z.object({
  language: textLanguage,
  pages: z.array(TextPage).describe('one for each page of the document'),
});

export const TimelineEvent = z.object({
  at: time,
  kind: z.enum([
    'received',
    'available',
    'attention',
    'taken',
    'given-back',
    'taken-over',
    'registered',
    'not-registered',
    'reopened',
    'opened',
    'opened-by-glass',
    'answered',
    'answer-taken-back',
    'forwarded',
    'forwarded-here',
    'exported',
    'export-held',
    'sent-here',
    'notified',
    'not-notified',
    'referral-marked',
    'referral-unmarked',
    'referral-answer-by',
    'referral-received',
    'referral-completed',
    'referral-answer-failed',
    'referral-accepted',
    'referral-on-hold',
    'referral-rejected',
    'referral-answered',
    'restricted',
    'restriction-changed',
    'restriction-taken-over',
    'restriction-inherited',
    'restriction-lifted',
    'quarantined',
    'released',
  ]),
  by: Actor.nullable(),
  note: z.string().nullable(),
  notice: z
    .object({ about: z.enum(departmentNoticeKinds), addresses: z.number().int() })
    .optional()
    .describe(
      'of notified and not-notified: what the department was told by mail, and at how many addresses; that its mail server took the notice, not that anybody read it',
    ),
});

/** What else was sent in the same conversation with a partner; nothing of it is opened. */
export const ConversationPart = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('in'),
    messageId: uuid,
    at: time,
    organisation: z.string(),
    function: z.string(),
  }),
  z.object({
    kind: z.literal('out'),
    sendingId: uuid,
    at: time,
    by: Actor,
    channel: z.enum(channels),
    to: z.string().nullable().describe('as it was called then; null: a fax number'),
    state: z.enum(deliveryStateNames).describe('what machines say'),
  }),
]);

/** What a partner's message says besides its document. */
export { PartnerDetails } from '@kuvert/shared/partners/sealed-parts';

export const Message = MessageSummary.extend({
  errorText: z.string().nullable().describe("the carrier's or modem's own words"),
  carrierCopy: z.enum(['kept', 'deleted', 'delete-failed', 'none']),
  documents: z.array(Document),
  pageFacts: z.array(PageFacts).describe('in their order; fewer than pages where nothing is known'),
  intake: Intake.nullable().describe('how a PDF came; null where nothing is known of it'),
  text: TextState.nullable().describe('machine-read; null when there is no document'),
  resends: z.array(Resend).describe('the earliest first'),
  timeline: z.array(TimelineEvent),
  answers: z.array(Answered).describe('oldest first'),
  conversation: z
    .array(ConversationPart)
    .describe('of a message of a partner, with itself: oldest first; else empty'),
  confirmations: z.array(Confirmation).describe('oldest first; each kind at most once'),
  reminders: z.array(Reminder).describe('of a referral, to its sender; oldest first'),
  forwardedFrom: z
    .object({ department: z.string(), by: Person, at: time, reason: z.string().nullable() })
    .nullable()
    .describe('the department that it came to first and that sent it on'),
  incident: IncidentMark.nullable().describe('reported as not ours'),
});

export const Counters = z.object({
  new: z.number().int(),
  newOverAnHour: z.number().int(),
  newOverADay: z.number().int(),
  taken: z.number().int(),
  takenOverADay: z.number().int(),
  mine: z.number().int(),
  attention: z.number().int(),
  referrals: z.number().int().describe('that wait for an answer, or for their completion'),
  referralsOverdue: z.number().int().describe('of these: the day by which to answer is over'),
  quarantineUnseen: z.number().int().describe('set aside as junk, and opened by nobody yet'),
  quarantineUnseenOverAWeek: z
    .number()
    .int()
    .describe('of these, when the oldest waits for a week'),
  oldestNewAt: time.nullable(),
});

export const Department = z.object({
  id: uuid,
  name: z.string(),
  unassigned: z.boolean().describe('faxes to unknown numbers'),
  role: z
    .enum(memberRoles)
    .describe('of the person there: a reader changes nothing, an administrator looks after it'),
  glass: z
    .object({ id: uuid, until: time })
    .nullable()
    .describe('it is not theirs: they opened it for a stated reason, until then at the latest'),
  numbers: z.array(ShownNumber),
  lastReceivedAt: time.nullable().describe('when the one came in that was filed last'),
  counters: Counters,
  sending: SendingCounters,
  openIncidents: z.number().int().describe('wrong recipients, in or out, that nobody has closed'),
});

const Level = z.enum(levelsOfAssurance);

export const LockedDepartment = z.object({
  id: uuid,
  name: z.string(),
  unassigned: z.boolean().describe('faxes to unknown numbers'),
  demands: Level.describe('log in at this level, at /login/stronger?loa=…, to open it'),
});

export const Me = z.object({
  person: Person,
  locale: Locale,
  timeZone: z.string(),
  csrfToken: z
    .string()
    .describe('sent back as x-kuvert-csrf with every request that changes something'),
  loa: Level.nullable().describe('level of assurance of this login; null: nobody said any'),
  departments: z.array(Department),
  locked: z
    .array(LockedDepartment)
    .describe('departments that are theirs, and that demand a stronger login than this one'),
  frontDesk: z.boolean().describe('may find whether a fax came, at /front-desk'),
  auditor: z.boolean().describe('looks through the log, at /log'),
  administrator: z.boolean().describe('looks after the house, or a department, at /admin'),
  announcements: z
    .number()
    .int()
    .describe('what their departments are told that they have not seen, at /api/announcements'),
  linesCheckedAt: time.nullable().describe('when we last asked the carriers what they hold for us'),
});

/** What a department's people are told, each until they have seen it. */
export const Announcement = z.object({
  id: uuid,
  kind: z.enum(announcementKinds),
  department: z.object({ id: uuid, name: z.string() }),
  about: Person,
  at: time,
  until: time.nullable().describe('when it ends by itself; null: it does not'),
});
export const Announcements = z.object({
  announcements: z.array(Announcement).describe('not seen yet, the newest first; 20 at most'),
});

export const View = z.enum([
  'new',
  'mine',
  'taken',
  'attention',
  'referrals',
  'done',
  'quarantine',
  'all',
]);

export const MessagePage = z.object({
  messages: z.array(MessageSummary),
  next: z.string().nullable().describe('cursor of the following page'),
  closed: z
    .array(ClosedWork)
    .optional()
    .describe('with the first page of what is to be done: what is restricted to others, if any'),
});

export const Problem = z.object({
  type: z.string(),
  title: z.string(),
  status: z.number().int(),
  code: z.string(),
  details: z.record(z.string(), z.union([z.string(), z.number()])).optional(),
});

const note = z.string().trim().min(1).max(500);

export const TakeOver = z.object({ note });
export const Register = z.object({
  system: z.string().trim().min(1).max(100),
  reference: z.string().trim().min(1).max(100),
  personNumber: z
    .string()
    .trim()
    .max(20)
    .nullable()
    .optional()
    .describe('whom it concerns: personal or coordination number; null: no one person'),
});
export const Concern = z.object({
  personNumber: z.string().nullable().describe('null: it concerns no one person'),
});
export const NotRegister = z.object({ reason: note });
export const Forward = z.object({
  departmentId: uuid.describe('where it belongs'),
  reason: note.optional(),
  incident: z.boolean().default(true).describe('a wrong recipient: is reported as an incident'),
});
export const OtherDepartments = z.object({
  departments: z.array(z.object({ id: uuid, name: z.string() })).describe('by name'),
});
export const MarkReferral = z.object({
  answerBy: day.nullable().describe('today or later, two years ahead at most; null: no such day'),
});
export const StepReferral = z.object({
  step: z
    .enum(['received', 'accepted', 'answered'])
    .describe(
      'received: its completion came another way, or an end is taken back; answered: outside of Kuvert',
    ),
});
export const DenyResend = z.object({ denied: z.boolean().describe('false takes it back') });
export const SetLocale = z.object({ locale: Locale });

export const DownloadPurpose = z.enum(['download', 'print']);
export const DownloadRequest = z.object({ purpose: DownloadPurpose });
export const DownloadLink = z.object({
  url: z.string().describe('works once the row is audited, for one minute, in this session'),
});

/** What the server-sent stream says, as `message`, `sending` and `announcement`; no content, only what to ask for again. */
export const LiveEvent = z.object({
  departmentId: uuid,
  messageId: uuid,
  reading: z
    .object({ done: z.number().int(), pages: z.number().int() })
    .optional()
    .describe('how far the machine has read; nothing else has changed'),
});
export const SendingEvent = z.object({ departmentId: uuid, sendingId: uuid });
export const AnnouncementEvent = z.object({ departmentId: uuid, announcementId: uuid });

/** In the page as a JSON data block: the first screen without another request. */
export const Boot = z.object({
  me: Me,
  view: View,
  departmentId: uuid.nullable(),
  list: MessagePage.nullable(),
});

export type Announcement = z.infer<typeof Announcement>;
export type Boot = z.infer<typeof Boot>;
export type ConversationPart = z.infer<typeof ConversationPart>;
export type Concern = z.infer<typeof Concern>;
export type Counters = z.infer<typeof Counters>;
export type Department = z.infer<typeof Department>;
export type Document = z.infer<typeof Document>;
export type Handling = z.infer<typeof Handling>;
export type Intake = z.infer<typeof Intake>;
export type Integrity = z.infer<typeof Integrity>;
export type LockedDepartment = z.infer<typeof LockedDepartment>;
export type Me = z.infer<typeof Me>;
export type Message = z.infer<typeof Message>;
export type MessagePage = z.infer<typeof MessagePage>;
export type MessageSummary = z.infer<typeof MessageSummary>;
export type OtherDepartment = z.infer<typeof OtherDepartments>['departments'][number];
export type PageFacts = z.infer<typeof PageFacts>;
export type MessageText = z.infer<typeof MessageText>;
export type Problem = z.infer<typeof Problem>;
export type Referral = z.infer<typeof Referral>;
export type RemovedKind = Intake['removed'][number]['kind'];
export type Resend = z.infer<typeof Resend>;
export type TextPage = z.infer<typeof TextPage>;
export type TextState = z.infer<typeof TextState>;
export type TimelineEvent = z.infer<typeof TimelineEvent>;
export type View = z.infer<typeof View>;
