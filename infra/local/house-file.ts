import { readFile } from 'node:fs/promises';

/** Where a running house answers; in its data folder, for its owner alone. */
export interface HouseFile {
  readonly pid: number;
  /** The database owner's connection string. */
  readonly ownerUrl: string;
  readonly mailboxOrigin: string;
  readonly ingestOrigin: string;
  /** Where `pnpm fax` hands its file to the simulated carrier. */
  readonly faxOrigin: string;
  readonly faxToken: string;
  /** What `pnpm partner` plays. */
  readonly partner: PartnerFile;
  /** Where `pnpm sdk` plays who is on SDK. */
  readonly sdk: SdkFile;
}

export interface SdkFile {
  readonly origin: string;
  readonly token: string;
}

export interface PartnerFile {
  readonly clientId: string;
  readonly keyFile: string;
  readonly fetchOrigin: string;
}

/** Undefined when no house runs on the folder. */
export const readHouseFile = async (path: string): Promise<HouseFile | undefined> => {
  const text = await readFile(path, 'utf8').catch(() => undefined);
  // Written by start alone, whole or not at all.
  return text === undefined ? undefined : (JSON.parse(text) as HouseFile);
};
