import type { RecordRow, RecordSheet } from '@kuvert/fax-document/engine';

import type { Incident } from '#api';
import { incidentTimeline, type IncidentFax } from '#web/incidents/incident-timeline';
import { documentName } from '#web/incidents/document-name';
import type { IncidentWords } from '#web/words/incident-en';
import { incidentWordsFor } from '#web/words/incident-words';
import { languageTags } from '#web/words/words';
import {
  entriesOf,
  newest,
  number,
  pageWords,
  timeIn,
  type SheetLook,
  type TimeOf,
} from './record-parts.ts';

export interface IncidentReport {
  readonly incident: Incident;
  readonly fax: IncidentFax;
  readonly department: string;
  /** The file beside it. */
  readonly audit: { readonly rows: number; readonly isCut: boolean; readonly sha256: string };
  readonly madeBy: string;
  readonly madeAt: Date;
}

/** A report for the authority, in the words of the mailbox; without a page or a word of the fax. */
export const incidentSheet = (report: IncidentReport, look: SheetLook): RecordSheet => {
  const words = incidentWordsFor(look.locale);
  const timeOf = timeIn(look.timeZone);
  const { incident, fax, audit, madeAt, madeBy } = report;
  const { sheet } = words;
  const timeline = incidentTimeline(incident, fax, words, look.locale, timeOf);
  return {
    title: sheet.title,
    organisation: look.organisation ?? '',
    language: languageTags[look.locale],
    time: madeAt,
    rows: rowsOf(report, words, timeOf),
    pageWords: pageWords[look.locale],
    events: { title: sheet.events, entries: entriesOf(timeline, timeOf) },
    notice: {
      title: sheet.about,
      paragraphs: [
        sheet.aboutContent,
        sheet.aboutAudit(audit.rows, audit.sha256),
        ...(audit.isCut ? [sheet.aboutMore] : []),
        sheet.made(timeOf(madeAt.toISOString()), madeBy),
      ],
    },
  };
};

/** As many as a record holds beside the rest. */
const mostHashes = 20;

const rowsOf = (
  { incident, fax, department }: IncidentReport,
  words: IncidentWords,
  timeOf: TimeOf,
): RecordRow[] => {
  const { facts, sheet } = words;
  const { outcome, isOpen, forwardedTo, pages } = incident;
  const state =
    isOpen || outcome === null ? words.open : `${words.closed}\n${words.outcome[outcome]}`;
  return [
    { label: facts.direction, value: words.direction[incident.direction], strong: true },
    { label: facts.number, value: number(incident.number), strong: true },
    { label: facts.department, value: department },
    ...(pages === null ? [] : [{ label: facts.pages, value: String(pages) }]),
    ...(fax.sending ? [{ label: sheet.code, value: fax.sending.code }] : []),
    { label: facts.noticed, value: `${timeOf(incident.noticedAt)}\n${words.how[incident.how]}` },
    { label: facts.reported, value: timeOf(incident.reportedAt) },
    { label: facts.by, value: incident.reportedBy.name },
    { label: facts.state, value: state },
    ...(forwardedTo === null ? [] : [{ label: '', value: words.pagesGone(forwardedTo) }]),
    ...incident.deadlines.map(({ law, at }) => ({
      label: sheet.deadline[law],
      value: words.until(timeOf(at)),
    })),
    { label: sheet.identifier, value: incident.id, isCode: true },
    ...newest(incident.documents, mostHashes).map(({ kind, attempt, sha256 }) => ({
      label: documentName({ kind, attempt }, words),
      value: sha256,
      isCode: true,
    })),
  ];
};
