/** A partner's message; loaded when there is one. */
export const partnerEn = {
  title: 'The message',
  organisation: 'Organisation',
  function: 'Function',
  door: 'Came by',
  doors: {
    sdk: 'SDK (Säker digital kommunikation)',
    gateway: 'their own system, to our gateway',
    room: 'the partner room',
  },
  kind: 'Kind',
  referral: 'Referral, says the sender.',
  label: 'Heading',
  files: 'Files',
  pages: (first: number, last: number) =>
    first === last ? `page ${first}` : `pages ${first}–${last}`,
  writtenBy: 'Written by',
  attention: 'For the attention of',
  references: 'References',
  confidentiality: 'Confidentiality',
  confidential: 'Confidential, says the sender.',
  notConfidential: 'Not confidential, says the sender.',
  conversation: 'Conversation',
  from: (name: string) => `From ${name}`,
  sentBy: (name: string) => `Answer by ${name}`,
  thisOne: 'this message',
  show: 'Show',
  answer: 'Answer in the conversation',
};

export type PartnerWords = typeof partnerEn;
