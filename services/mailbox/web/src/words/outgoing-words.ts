import type { Locale } from '../../../src/http/api.ts';
import { approvalsEn, type ApprovalsWords } from './approvals-en.ts';
import { approvalsSv } from './approvals-sv.ts';
import { composeEn, type ComposeWords } from './compose-en.ts';
import { composeSv } from './compose-sv.ts';
import { contactsEn, type ContactsWords } from './contacts-en.ts';
import { contactsSv } from './contacts-sv.ts';
import { partnerEn, type PartnerWords } from './partner-en.ts';
import { partnerSv } from './partner-sv.ts';
import { referralEn, type ReferralWords } from './referral-en.ts';
import { referralSv } from './referral-sv.ts';
import { sentEn, type SentWords } from './sent-en.ts';
import { sentSv } from './sent-sv.ts';

/** Words that come with what is loaded later; the list of words that everything starts with stays short. */

const approvals: Record<Locale, ApprovalsWords> = { sv: approvalsSv, en: approvalsEn };
const compose: Record<Locale, ComposeWords> = { sv: composeSv, en: composeEn };
const contacts: Record<Locale, ContactsWords> = { sv: contactsSv, en: contactsEn };
const partner: Record<Locale, PartnerWords> = { sv: partnerSv, en: partnerEn };
const referral: Record<Locale, ReferralWords> = { sv: referralSv, en: referralEn };
const sent: Record<Locale, SentWords> = { sv: sentSv, en: sentEn };

export const approvalsWordsFor = (locale: Locale): ApprovalsWords => approvals[locale];
export const composeWordsFor = (locale: Locale): ComposeWords => compose[locale];
export const contactsWordsFor = (locale: Locale): ContactsWords => contacts[locale];
export const partnerWordsFor = (locale: Locale): PartnerWords => partner[locale];
export const referralWordsFor = (locale: Locale): ReferralWords => referral[locale];
export const sentWordsFor = (locale: Locale): SentWords => sent[locale];
