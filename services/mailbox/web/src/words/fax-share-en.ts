import { countOf as count } from './count-of.ts';

/** How much still goes by fax. */
export const faxShareEn = {
  title: 'How much goes by fax',
  lead: (department: string) =>
    `What ${department} has sent, by recipient. Where most faxes go, fax can end soonest.`,
  periods: { month: '30 days', year: '12 months' },
  period: 'Time',
  export: 'Save as CSV',
  percent: (n: number) => `${n} % by fax`,
  sum: (faxed: number, secure: number) =>
    `${count(faxed, 'fax', 'faxes')}, ${count(secure, 'secure message', 'secure messages')}.`,
  avoidable: (n: number) =>
    `${count(n, 'fax', 'faxes')} went to recipients who have a secure address now.`,
  none: 'Nothing was sent in that time.',
  recipient: 'Recipient',
  faxed: 'Fax',
  secure: 'Secure',
  share: 'Share',
  address: 'Secure address',
  inHouse: (department: string) => `has one: ${department}`,
  isMore: 'Only those with most faxes are shown.',
};

export type FaxShareWords = typeof faxShareEn;
