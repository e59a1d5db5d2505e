/** What is told of an exported fax beside its PDF; docs/export-folder.md describes each field. */
export interface ExportFacts {
  readonly messageId: string;
  readonly departmentId: string;
  readonly documentId: string;
  readonly carrier: string;
  readonly from: string;
  readonly to: string;
  /** What the sending machine calls itself: anybody can write anything there. */
  readonly senderCallsItself: string | null;
  readonly receivedAt: string;
  readonly availableAt: string;
  readonly pages: number;
  readonly integrity: {
    readonly announcedPages: number | null;
    readonly damagedLines: number;
    readonly missingLines: number;
    readonly blankPages: readonly number[];
    readonly endedEarly: boolean;
  };
  readonly pdf: { readonly searchable: boolean; readonly bytes: number; readonly sha256: string };
  /** The first of `originals`. */
  readonly original: ExportedOriginal;
  /** In their order: a partner's message may have several files, and the PDF has the pages of all. */
  readonly originals: readonly ExportedOriginal[];
}

export interface ExportedOriginal {
  readonly mediaType: string;
  readonly bytes: number;
  readonly sha256: string;
}

/** The version of what the JSON looks like: fields are added to it, and what is there stays. */
const schema = 'kuvert-export/1';

/** Names of the two files: random ids, nothing of what is in them. */
export const exportNames = (messageId: string) =>
  ({ pdf: `${messageId}.pdf`, json: `${messageId}.json` }) as const;

/** The same bytes for the same facts, so that they can be written again after a crash. */
export const writeExportFacts = (facts: ExportFacts): Uint8Array => {
  const { pdf, ...rest } = facts;
  const file = exportNames(facts.messageId).pdf;
  return Buffer.from(`${JSON.stringify({ schema, ...rest, pdf: { file, ...pdf } }, null, 2)}\n`);
};
