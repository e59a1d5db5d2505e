import { createHash } from 'node:crypto';

/** One audit row as the database holds it; `at` as text, since a Date would lose the microseconds. */
export interface AuditRow {
  readonly seq: number;
  /** `YYYY-MM-DDTHH:MM:SS.ffffffZ` */
  readonly at: string;
  readonly service: string;
  readonly personId: string | null;
  readonly action: string;
  readonly departmentId: string | null;
  readonly messageId: string | null;
  readonly documentId: string | null;
  readonly detail: string | null;
  readonly previousHash: string;
  readonly hash: string;
}

/** A place in the chain: what is written down elsewhere to find a cut tail later. */
export interface AuditHead {
  readonly seq: number;
  readonly hash: string;
}

export type ChainFault =
  /** The row's own facts are not those that were hashed. */
  | 'changed'
  /** A row before this one is gone. */
  | 'row-missing'
  /** The row does not follow the one before it. */
  | 'not-linked'
  /** The row that was written down elsewhere is gone: the tail was cut. */
  | 'tail-cut'
  /** The row that was written down elsewhere has another hash: the chain was written anew. */
  | 'rewritten';

/** Heads that were written down elsewhere, by their places: a hash for each. */
export type KnownHeads = readonly AuditHead[];

export type ChainResult =
  | { readonly ok: true; readonly rows: number; readonly head: AuditHead | undefined }
  | { readonly ok: false; readonly seq: number; readonly fault: ChainFault };

/**
 * Follows the hash chain from its first row, without the database's own function. `known` are heads that were
 * written down before, since a chain alone can't show that its tail was cut, or that all of it was written anew.
 */
export const verifyChain = async (
  rows: AsyncIterable<AuditRow>,
  known: KnownHeads = [],
): Promise<ChainResult> => {
  const hashes = new Map(known.map(({ seq, hash }) => [seq, hash]));
  const last = known.reduce((most, { seq }) => Math.max(most, seq), 0);
  let head: AuditHead = { seq: 0, hash: '' };
  for await (const row of rows) {
    const fault = faultOf(row, head, hashes);
    if (fault !== undefined) return { ok: false, seq: row.seq, fault };
    head = { seq: row.seq, hash: row.hash };
  }
  if (last > head.seq) return { ok: false, seq: head.seq + 1, fault: 'tail-cut' };
  return { ok: true, rows: head.seq, head: head.seq === 0 ? undefined : head };
};

const faultOf = (
  row: AuditRow,
  previous: AuditHead,
  hashes: ReadonlyMap<number, string>,
): ChainFault | undefined => {
  if (row.seq !== previous.seq + 1) return 'row-missing';
  if (row.previousHash !== previous.hash) return 'not-linked';
  if (row.hash !== hashOf(row)) return 'changed';
  if ((hashes.get(row.seq) ?? row.hash) !== row.hash) return 'rewritten';
  return undefined;
};

/** SHA-256 over a JSON array of texts in PostgreSQL's own layout: `["a", "b"]`. */
export const hashOf = (row: AuditRow): string => {
  const texts = [
    row.previousHash,
    String(row.seq),
    row.at,
    row.service,
    row.personId ?? '',
    row.action,
    row.departmentId ?? '',
    row.messageId ?? '',
    row.documentId ?? '',
    row.detail ?? '',
  ];
  const json = `[${texts.map((text) => JSON.stringify(text)).join(', ')}]`;
  return createHash('sha256').update(json, 'utf8').digest('hex');
};

/** `SEQ:HASH`, as `audit head` prints it. Undefined when the text is none. */
export const parseHead = (text: string): AuditHead | undefined => {
  const [, seq, hash] = /^([1-9]\d{0,15}):([0-9a-f]{64})$/.exec(text) ?? [];
  return seq === undefined || hash === undefined ? undefined : { seq: Number(seq), hash };
};

export const formatHead = ({ seq, hash }: AuditHead): string => `${seq}:${hash}`;
