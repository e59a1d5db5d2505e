import { FaxDocumentError, type FaxEngine } from '@kuvert/fax-document/engine';
import type { Database } from '@kuvert/platform/postgres/database';
import { sha256Hex } from '@kuvert/platform/vault/digest';
import type { Clock } from '@kuvert/shared/clock';
import { KuvertError } from '@kuvert/shared/errors';
import type { KeyProvider } from '@kuvert/shared/ports/keys';
import { zipSync } from 'fflate';

import type { Locale, Message, Sending } from '#api';
import { incidentSheet } from '../documents/incident-sheet.ts';
import {
  readIncident,
  readIncidentAudit,
  type AuditRow,
  type SealedIncident,
} from '../store/incidents.ts';
import { readMessage } from '../store/message.ts';
import { readSending } from '../store/sendings.ts';
import type { Session } from '../store/sessions.ts';
import type { Country } from '../store/summary.ts';
import { scopeOf } from './actor.ts';
import { openIncident } from './incident-view.ts';
import { audited } from './open-document.ts';
import { auditIncident } from './report-incident.ts';

export interface ExportDeps {
  readonly database: Database;
  readonly keys: KeyProvider;
  readonly country: Country;
  readonly timeZone: string;
  readonly clock: Clock;
  readonly organisation: string | undefined;
  readonly engine: Pick<FaxEngine, 'record'>;
}

/** Only this module makes it: permission was checked and the audit row is committed. */
interface Granted {
  readonly incident: SealedIncident;
  readonly message: Message | undefined;
  readonly sending: Sending | undefined;
  readonly department: string;
  readonly rows: readonly AuditRow[];
}

/** More than one fax has; `incident_audit()` gives one more, so that it shows. */
const mostRows = 10_000;

/**
 * All that there is to say to an authority, in one file: a report as PDF/A-2b, and the rows of the audit trail as JSON,
 * whose hash the report names. No page of the fax, and no word of it, is in it.
 * @returns a ZIP with `report.pdf` and `audit.json`
 * @throws KuvertError `not-found`; `audit-not-written`: then nothing is released; `page-not-rendered`, `key-missing`
 */
export const exportIncident =
  (deps: ExportDeps) =>
  async (session: Session, id: string, locale: Locale): Promise<Uint8Array> => {
    const granted = await grant(deps, session, id);
    const incident = await openIncident(deps, granted.incident);
    const madeAt = deps.clock.now();
    const extract = extractOf(id, granted.rows.slice(0, mostRows), madeAt);
    const sheet = incidentSheet(
      {
        incident,
        fax: granted,
        department: granted.department,
        audit: {
          rows: Math.min(granted.rows.length, mostRows),
          isCut: granted.rows.length > mostRows,
          sha256: sha256Hex(extract),
        },
        madeBy: session.name,
        madeAt,
      },
      { locale, timeZone: deps.timeZone, organisation: deps.organisation },
    );
    const report = await record(deps, sheet);
    // a PDF is packed already
    return zipSync(
      { 'report.pdf': [report, { level: 0 }], 'audit.json': extract },
      { mtime: madeAt },
    );
  };

const record = async (
  { engine }: ExportDeps,
  sheet: ReturnType<typeof incidentSheet>,
): Promise<Uint8Array> => {
  try {
    return await engine.record(sheet);
  } catch (cause) {
    if (!(cause instanceof FaxDocumentError)) throw cause;
    throw new KuvertError('page-not-rendered', 'the report could not be made', { cause });
  }
};

/** How `hash` is made, so that anybody can check it. */
const hashOf =
  'SHA-256, in hexadecimal, of the UTF-8 JSON array [previousHash, seq, at, service, personId, action, departmentId, messageId, documentId, detail], as PostgreSQL’s json_build_array writes it (", " between elements), every element a string, null as ""';

const extractOf = (id: string, rows: readonly AuditRow[], madeAt: Date): Uint8Array =>
  new TextEncoder().encode(
    JSON.stringify({ incident: id, madeAt: madeAt.toISOString(), hashOf, rows }, null, 2),
  );

const grant = ({ database, country }: ExportDeps, actor: Session, id: string): Promise<Granted> =>
  audited(() =>
    database.transaction(async (transaction) => {
      const incident = await readIncident(transaction, id, country);
      const { messageId, sendingId, departmentId } = incident;
      const { rows: departments } = await transaction.query<{ name: string }>(
        'select name from department where id = $1',
        [departmentId],
      );
      const granted = {
        incident,
        message:
          messageId === null ? undefined : await readMessage(transaction, messageId, country),
        sending:
          sendingId === null
            ? undefined
            : await readSending(transaction, sendingId, actor.person, country),
        department: departments[0]?.name ?? '',
        rows: await readIncidentAudit(transaction, id),
      };
      await auditIncident(transaction, actor.person, 'export-incident', incident);
      return granted;
    }, scopeOf(actor)),
  );
