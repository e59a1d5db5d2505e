import type { FailureCause } from '@kuvert/shared/sending/causes';

/**
 * How far a call had come when it ended so:
 * - `before`: no page can have arrived;
 * - `page`: while pages were under way; those that were confirmed arrived;
 * - `confirming`: a page was sent whole and its confirmation is missing, so it may have arrived;
 * - `broken-off`: somebody or something here ended the job, wherever it was.
 */
export type Stage = 'before' | 'page' | 'confirming' | 'broken-off';

export interface Reason {
  /** HylaFAX's number of it, as its log has it: `ERR [n]`. */
  readonly code: number;
  /** How its text begins. A job's state tells the text alone. */
  readonly text: string;
  readonly cause: FailureCause;
  readonly stage: Stage;
}

const all = (
  stage: Stage,
  cause: FailureCause,
  texts: Readonly<Record<number, string>>,
): readonly Reason[] =>
  Object.entries(texts).map(([code, text]) => ({ code: Number(code), text, cause, stage }));

/**
 * Why HylaFAX says that a job or a call has ended: every `Status` that its sources (6.0.7: faxd/ClassModem.c++,
 * Class1Send.c++, Class2.c++, Class2Send.c++, FaxSend.c++, faxQueueApp.c++) give a fax that is sent, but for 333, 334
 * and 999 ("too many attempts"), which stand behind the reason of the last one.
 */
export const reasons: readonly Reason[] = [
  ...all('before', 'busy', { 1: 'Busy signal detected' }),
  ...all('before', 'congestion', {
    4: 'No local dialtone',
    9: 'Glare - RING detected',
    10: 'Blacklisted by modem',
    346: 'Can not lock modem device',
  }),
  ...all('before', 'no-answer', {
    3: 'No answer from remote',
    11: 'Ringback detected, no answer without CED',
    218: 'No answer (T.30 T1 timeout)',
  }),
  // no fax tone, or nothing of the protocol after it: perhaps a person has answered
  ...all('before', 'voice', {
    2: 'No carrier detected',
    8: 'Data connection established (wanted fax)',
    126: 'No receiver protocol (T.30 T1 timeout)',
  }),
  ...all('before', 'training', {
    7: 'Carrier established, but Phase A failure',
    123: 'DTC received when expecting DIS',
    124: 'COMREC error in transmit Phase B/got DCN',
    125: 'COMREC invalid command received/no DIS or DTC',
    219: 'Unspecified Transmit Phase B error',
    221: 'COMREC error in transmit Phase B/got DCN',
    222: 'COMREC invalid command received/no DIS or DTC',
    224: 'DCS sent 3 times without response',
  }),
  ...all('before', 'capability', {
    122: 'Remote has no T.4 receiver capability',
    261: 'Remote station cannot receive (DIS bit 10)',
    264: 'Remote cannot receive',
    400: 'Modem does not support negotiated signalling rate',
    401: 'Modem does not support negotiated min scanline time',
    403: 'Document was encoded with 2DMMR, but client',
    404: 'Document was encoded with 2DMMR, but modem',
    405: 'Document was encoded with 2DMMR, but ECM',
    406: 'Document was encoded with 2DMR, but client',
    407: 'Document was encoded with 2DMR, but modem',
    408: 'Hyperfine resolution document is not supported by client',
    409: 'Hyperfine resolution document is not supported by modem',
    410: 'Superfine resolution document is not supported by client',
    411: 'Superfine resolution document is not supported by modem',
    412: '300x300 resolution document is not supported by client',
    413: '300x300 resolution document is not supported by modem',
    414: 'High resolution document is not supported by client',
    415: 'High resolution document is not supported by modem',
    416: 'Client does not support document page width',
    417: 'Modem does not support document page width',
    418: 'Client does not support document page length',
    419: 'Modem does not support document page length',
  }),
  ...all('before', 'conversion', {
    314: 'Can not open document file',
    315: 'Can not set directory',
    316: 'Error reading directory',
    318: 'Unable to lock shared document file',
    319: 'Unable to open shared document file',
    320: 'Unable to create document file',
    321: 'Converted document is not valid TIFF',
    322: 'Could not reopen converted document to verify format',
    323: 'Job contains no documents',
    // the converter's own words
    347: 'Unexpected failure',
    402: 'Document is not in a Group 3 or Group 4 compatible format',
    904: 'Can not open document file',
  }),
  ...all('before', 'conversion', { 347: 'Document is not valid TIFF' }),
  ...all('before', 'conversion', { 347: 'Document file is unreadable' }),
  ...all('before', 'invalid-number', {
    327: 'REJECT: Unable to convert dial string to canonical format',
  }),
  ...all('before', 'refused', {
    5: 'Invalid dialing command',
    317: 'Too many pages in submission',
    326: 'Invalid or corrupted job description file',
    328: 'REJECT: Requested modem',
    329: 'REJECT: No work found in job file',
    330: 'REJECT: Page width',
    331: 'REJECT: Job expiration time',
    335: 'REJECT: Too many pages in submission',
    348: 'REJECT: ',
    420: 'Unable to configure modem for fax use',
  }),
  ...all('before', 'unspecified', { 6: 'Unknown problem' }),
  ...all('page', 'training', {
    129: 'Procedure interrupt (operator intervention)',
    130: 'Unable to transmit page (giving up after RTN)',
    131: 'Unable to transmit page (giving up after 3 attempts)',
    132: 'Unable to transmit page (NAK at all possible signalling rates)',
    133: 'Unable to transmit page (NAK with operator intervention)',
    136: 'DIS/DTC received 3 times; DCS not recognized',
    137: 'Failure to train remote modem',
    143: 'Failure to transmit clean ECM image data',
    148: 'Unable to establish message carrier',
    149: 'Unspecified Transmit Phase C error',
    225: 'DIS/DTC received 3 times; DCS not recognized',
    226: 'Failure to train at 2400 bps or +FMINSP value',
    228: 'Unspecified Transmit Phase C error',
    231: 'DTE to DCE data underflow',
    280: 'Procedure interrupt (operator intervention)',
    281: 'Unable to transmit page (giving up after RTN)',
    282: 'Unable to transmit page (giving up after 3 attempts)',
    283: 'Unable to transmit page (NAK at all possible signalling rates)',
    284: 'Unable to transmit page (NAK with operator intervention)',
  }),
  ...all('page', 'conversion', {
    302: 'Problem reading document directory',
    903: 'Can not set directory in document file',
  }),
  ...all('confirming', 'partial', {
    103: 'RSPREC error/got DCN (receiver abort)',
    104: 'RSPREC invalid response received',
    127: 'Stop and wait failure (modem on hook)',
    128: 'Remote fax disconnected prematurely',
    134: 'Fax protocol error (unknown frame received)',
    135: 'Fax protocol error (command repeated 3 times)',
    138: 'Receiver flow control exceeded timer',
    139: 'No response to RR repeated 3 times',
    140: 'COMREC invalid response received to RR',
    141: 'No response to CTC repeated 3 times',
    142: 'COMREC invalid response received to CTC',
    144: 'No response to EOR repeated 3 times',
    145: 'COMREC invalid response received to EOR',
    146: 'COMREC invalid response received to PPS',
    147: 'No response to PPS repeated 3 times',
    150: 'No response to MPS repeated 3 tries',
    151: 'No response to EOP repeated 3 tries',
    152: 'No response to EOM repeated 3 tries',
    153: 'No response to PPM repeated 3 tries',
    210: 'Unknown hangup code',
    223: 'RSPREC error/got DCN',
    227: 'RSPREC invalid response received',
    236: 'Unspecified Transmit Phase D error',
    237: 'RSPREC error/got DCN',
    238: 'No response to MPS repeated 3 times',
    239: 'Invalid response to MPS',
    240: 'No response to EOP repeated 3 times',
    241: 'Invalid response to EOP',
    242: 'No response to EOM repeated 3 times',
    243: 'Invalid response to EOM',
    244: 'Unable to continue after PIN or PIP',
    285: 'Modem protocol error (unknown post-page response)',
    287: 'Communication failure during Phase B/C',
    288: 'Communication failure during Phase B/C (modem protocol botch)',
    343: 'Send program terminated abnormally',
  }),
  ...all('broken-off', 'unspecified', {
    325: 'Kill time expired',
    344: 'Job interrupted by user',
    345: 'Job aborted by request',
    352: 'Send aborted due to operator intervention',
  }),
  ...all('broken-off', 'unspecified', { 345: 'Call aborted by user' }),
];

/** The longest text first: one may begin as another does. */
const byText = reasons.toSorted((a, b) => b.text.length - a.text.length);

const byCode = new Map(reasons.map((reason) => [reason.code, reason]));

export const reasonOfCode = (code: number): Reason | undefined => byCode.get(code);

/** Says nothing of why: there is one attempt. */
const tooMany = 'REJECT: Too many attempts';

/** By how a status begins; or a line of the log, behind its time. */
export const reasonOfText = (text: string): Reason | undefined =>
  text.startsWith(tooMany) ? undefined : byText.find((reason) => text.startsWith(reason.text));
