import { escaped } from './escaped.ts';
import { nowhere, type Finding } from './finding.ts';
import type { MessageHeader } from './message-header.ts';

/** Which receipt, and when; whoever makes one says so. */
export interface ReceiptStamp {
  readonly id: string;
  readonly issuedAt: Date;
}

/**
 * A receipt as XML: a UBL ApplicationResponse in Digg's profile (message receipt 1). `ACCEPTED` when nothing is wrong.
 * It goes from the message's recipient to its sender.
 */
export const receiptXml = (
  { messageId, sender, recipient }: MessageHeader,
  findings: readonly Finding[],
  { id, issuedAt }: ReceiptStamp,
): string => {
  const [date, time] = issuedAt.toISOString().replace(/\.\d+/, '').split('T');
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    '<ApplicationResponse xmlns="urn:oasis:names:specification:ubl:schema:xsd:ApplicationResponse-2" xmlns:cac="urn:oasis:names:specification:ubl:schema:xsd:CommonAggregateComponents-2" xmlns:cbc="urn:oasis:names:specification:ubl:schema:xsd:CommonBasicComponents-2">',
    '  <cbc:CustomizationID>urn:fdc:digg.se:edelivery:messagetype:response:1</cbc:CustomizationID>',
    '  <cbc:ProfileID>bdx:noprocess</cbc:ProfileID>',
    `  <cbc:ID>${escaped(id)}</cbc:ID>`,
    `  <cbc:IssueDate>${date}</cbc:IssueDate>`,
    `  <cbc:IssueTime>${time}</cbc:IssueTime>`,
    ...party('SenderParty', recipient),
    ...party('ReceiverParty', sender),
    '  <cac:DocumentResponse>',
    '    <cac:Response>',
    `      <cbc:ResponseCode>${findings.length === 0 ? 'ACCEPTED' : 'REJECTED'}</cbc:ResponseCode>`,
    '    </cac:Response>',
    '    <cac:DocumentReference>',
    `      <cbc:ID>${escaped(messageId ?? nowhere)}</cbc:ID>`,
    '    </cac:DocumentReference>',
    ...findings.flatMap(line),
    '  </cac:DocumentResponse>',
    '</ApplicationResponse>',
    '',
  ].join('\n');
};

const party = (name: string, organisation: string | undefined): readonly string[] => [
  `  <cac:${name}>`,
  `    <cbc:EndpointID schemeID="iso6523-actorid-upis">${escaped(organisation ?? nowhere)}</cbc:EndpointID>`,
  `  </cac:${name}>`,
];

const line = ({ why, at, text }: Finding): readonly string[] => [
  '    <cac:LineResponse>',
  '      <cac:LineReference>',
  `        <cbc:LineID>${escaped(at)}</cbc:LineID>`,
  '      </cac:LineReference>',
  '      <cac:Response>',
  `        <cbc:ResponseCode>${why.code}</cbc:ResponseCode>`,
  '        <cac:Status>',
  `          <cbc:StatusReasonCode>${why.reason}</cbc:StatusReasonCode>`,
  `          <cbc:StatusReason>${escaped(text)}</cbc:StatusReason>`,
  '        </cac:Status>',
  '      </cac:Response>',
  '    </cac:LineResponse>',
];
