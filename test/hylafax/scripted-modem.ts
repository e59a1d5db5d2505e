import { createServer, type Socket } from 'node:net';
import type { AddressInfo } from 'node:net';

/** What a receiver does after a page. */
export type AfterPage = 'confirm' | 'refuse' | 'hang-up' | 'silence';

/** What a call meets. */
export type Line =
  /** The modem's own word for it: V.250 result codes. */
  | { readonly result: 'BUSY' | 'NO CARRIER' | 'NO ANSWER' | 'NO DIALTONE' | 'ERROR' }
  /** It rings, for as long as the modem lets it. */
  | { readonly answers: 'nobody' }
  /** A tone, and nothing of the protocol after it. */
  | { readonly answers: 'silence' }
  /** A receiver of Group 3; what it does after each page, the last of which goes on. */
  | {
      readonly answers: 'fax';
      readonly afterPages: readonly AfterPage[];
      /** 3.85 lines a millimetre alone. */
      readonly isCoarse?: true;
    };

/** A modem of Class 1 (T.31) at the end of a connection, and whoever is called by it. */
export interface ScriptedModem {
  readonly port: number;
  /** Numbers that were dialled, in order. */
  readonly dialled: readonly string[];
  /** The data of each page that was sent to a number, as on the line: the lowest bit of a byte goes first. */
  pagesTo(number: string): readonly Uint8Array[];
  /** By the number. */
  setLines(lines: (number: string) => Line): void;
  stop(): Promise<void>;
}

const DLE = 0x10;
const ETX = 0x03;
/** T.31: any character from the other side gives up what the modem waits for. */
const END = Buffer.from([DLE, ETX]);

/** T.30 facsimile control fields, the first bit on the line as the highest. */
const FCF = { dis: 0x01, cfr: 0x21, mcf: 0x31, rtn: 0x32, dcn: 0x5f } as const;
const SENDER = 0x80;
const pageEnds: ReadonlySet<number> = new Set([0x71, 0x72, 0x74].map((field) => field | SENDER));
const DCS = 0x41 | SENDER;

/** DIS: V.29 and V.27ter, 7.7 lines a millimetre, A4 wide and of any length, no time a line needs, no error correction. */
const capabilities = [0x00, 0x72, 0x1e];
const coarseCapabilities = [0x00, 0x70, 0x1e];

export const startScriptedModem = async (): Promise<ScriptedModem> => {
  const dialled: string[] = [];
  const pages = new Map<string, Uint8Array[]>();
  let lines: (number: string) => Line = () => ({ result: 'NO CARRIER' });
  const server = createServer((socket) => {
    const call = (number: string): Line => {
      dialled.push(number);
      return lines(number);
    };
    speak(socket, call, (number, page) => {
      pages.set(number, [...(pages.get(number) ?? []), page]);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  // TCP: always AddressInfo
  const { port } = server.address() as AddressInfo;
  return {
    port,
    dialled,
    pagesTo: (number) => pages.get(number) ?? [],
    setLines: (next) => {
      lines = next;
    },
    stop: () => new Promise((resolve) => void server.close(() => resolve())),
  };
};

/** What the modem is at. */
type Mode =
  | 'commands'
  /** Waits for a carrier that doesn't come. */
  | 'listening'
  /** Takes HDLC frames, or a page's data. */
  | 'frames'
  | 'data';

const speak = (
  socket: Socket,
  call: (number: string) => Line,
  keep: (number: string, page: Uint8Array) => void,
): void => {
  let mode: Mode = 'commands';
  let pending: Buffer = Buffer.alloc(0);
  let afterPages: AfterPage[] = [];
  let called = '';
  /** What comes next is no page but the check of the line (TCF). */
  let training = false;
  /** Fields that the receiver will send when it is listened to; undefined: it stays silent. */
  let reply: number[] | undefined;

  const say = (text: string): void => void socket.write(`\r\n${text}\r\n`);
  const sendFrame = (field: number, data: readonly number[] = []): void => {
    const frame = [0xff, 0xc8, field, ...data, 0, 0].map(reversed);
    const escaped = frame.flatMap((byte) => (byte === DLE ? [DLE, DLE] : [byte]));
    socket.write(Buffer.concat([Buffer.from(escaped), END]));
    say('OK');
  };

  const dial = (number: string): void => {
    called = number;
    const line = call(number);
    if ('result' in line) return say(line.result);
    if (line.answers === 'nobody') {
      mode = 'listening';
      return;
    }
    say('CONNECT');
    if (line.answers === 'silence') {
      mode = 'listening';
      return;
    }
    afterPages = [...line.afterPages];
    sendFrame(FCF.dis, line.isCoarse ? coarseCapabilities : capabilities);
  };

  const hear = (field: number): void => {
    if (field === DCS) {
      reply = [FCF.cfr];
      training = true;
    }
    if (!pageEnds.has(field)) return;
    const [next = 'confirm'] = afterPages;
    if (afterPages.length > 1) afterPages.shift();
    reply = { confirm: [FCF.mcf], refuse: [FCF.rtn], 'hang-up': [FCF.dcn], silence: undefined }[
      next
    ];
  };

  const obey = (command: string): void => {
    const number = /^ATDT?(.*)$/.exec(command)?.[1];
    if (number !== undefined) return dial(number);
    if (command === 'AT+FCLASS=?') return say('0,1\r\n\r\nOK');
    if (/^AT\+F[TR]M=\?$/.test(command)) return say('24,48,72,96\r\n\r\nOK');
    if (command === 'AT+FTH=3' || /^AT\+FTM=\d/.test(command)) {
      mode = command === 'AT+FTH=3' ? 'frames' : 'data';
      return say('CONNECT');
    }
    if (command !== 'AT+FRH=3') return say('OK');
    const [field] = reply ?? [];
    if (field === undefined) {
      mode = 'listening';
      return undefined;
    }
    say('CONNECT');
    return sendFrame(field);
  };

  /** Up to DLE ETX. */
  const takeBlock = (): Buffer | undefined => {
    const end = endOfBlock(pending);
    if (end === -1) return undefined;
    const block = pending.subarray(0, end);
    pending = pending.subarray(end + END.length);
    return block;
  };

  const takeFrame = (): boolean => {
    const block = takeBlock();
    if (!block) return false;
    const [, control = 0, field = 0] = unescaped(block).map(reversed);
    hear(field);
    if ((control & 0x08) === 0) {
      say('CONNECT'); // another frame follows
    } else {
      mode = 'commands';
      say('OK');
    }
    return true;
  };

  const takeData = (): boolean => {
    const block = takeBlock();
    if (!block) return false;
    if (!training) keep(called, Uint8Array.from(unescaped(block)));
    training = false;
    mode = 'commands';
    say('OK');
    return true;
  };

  const takeCommand = (): boolean => {
    const end = pending.indexOf('\r');
    if (end === -1) return false;
    const command = pending
      .toString('latin1', 0, end)
      .replaceAll(/[^ -~]/g, '')
      .toUpperCase();
    pending = pending.subarray(end + 1);
    if (command !== '') obey(command);
    return true;
  };

  const stopListening = (): boolean => {
    if (pending.length === 0) return false;
    mode = 'commands';
    // what gives the wait up is no part of a command
    if (pending[0] === 0x18) pending = pending.subarray(1);
    say('OK');
    return true;
  };

  const steps: Readonly<Record<Mode, () => boolean>> = {
    commands: takeCommand,
    frames: takeFrame,
    data: takeData,
    listening: stopListening,
  };

  socket.on('error', () => undefined);
  socket.on('data', (chunk: Buffer) => {
    pending = Buffer.concat([pending, chunk]);
    while (steps[mode]());
  });
};

/** The lowest bit of a byte goes first on the line. */
const reversed = (byte: number): number =>
  Number.parseInt(byte.toString(2).padStart(8, '0').split('').toReversed().join(''), 2);

const endOfBlock = (bytes: Buffer): number => {
  for (let at = 0; at + 1 < bytes.length; at += bytes[at] === DLE ? 2 : 1)
    if (bytes[at] === DLE && bytes[at + 1] === ETX) return at;
  return -1;
};

const unescaped = (bytes: Buffer): number[] => {
  const found: number[] = [];
  for (let at = 0; at < bytes.length; at++) {
    if (bytes[at] === DLE) at++;
    found.push(bytes[at] ?? 0);
  }
  return found;
};
