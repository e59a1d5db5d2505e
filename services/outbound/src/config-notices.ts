import { z } from 'zod';

import { isPlainHttp, variables } from '@kuvert/platform/config/environment';
import {
  refineSmtp,
  smtpConfig,
  smtpVariables,
  type SmtpConfig,
} from '@kuvert/platform/config/smtp';
import { parseMailAddress, type MailAddress } from '@kuvert/shared/notices/mail-address';

import type { NoticeLinks } from './use-cases/send-notice.ts';

/** Notices are sent from here once SMTP_URL is set. */
export const noticeVariables = {
  ...smtpVariables,
  NOTICE_FROM: z
    .string()
    .refine(
      (text) => parseMailAddress(text) !== undefined,
      'must be one address such as kuvert@kommun.se',
    )
    .optional(),
  KUVERT_MAILBOX_ORIGIN: variables.origin.optional(),
  KUVERT_ROOM_ORIGIN: variables.origin.optional(),
};

export interface NoticesConfig {
  readonly smtp: SmtpConfig;
  readonly from: MailAddress;
  /** Where people log in: origins as browsers see them. */
  readonly links: NoticeLinks;
  /** Whose mornings reminders come in. */
  readonly timeZone: string;
}

interface Values {
  readonly KUVERT_MODE?: unknown;
  readonly SMTP_URL?: string | undefined;
  readonly SMTP_PASSWORD_FILE?: string | undefined;
  readonly SMTP_CA_FILE?: string | undefined;
  readonly NOTICE_FROM?: string | undefined;
  readonly KUVERT_MAILBOX_ORIGIN?: string | undefined;
  readonly KUVERT_ROOM_ORIGIN?: string | undefined;
  readonly KUVERT_TIME_ZONE: string;
}

/** For the schema's `superRefine`: with a mail server all the rest is there. */
export const refineNotices = (values: Partial<Values>, context: z.RefinementCtx): void => {
  if (values.SMTP_URL === undefined) return;
  const fault = (name: keyof Values, message: string): void =>
    context.addIssue({ code: 'custom', path: [name], message });
  refineSmtp(values, context);
  if (values.NOTICE_FROM === undefined)
    fault('NOTICE_FROM', 'is missing: the address that notices come from');
  if (values.KUVERT_MAILBOX_ORIGIN === undefined)
    fault('KUVERT_MAILBOX_ORIGIN', 'is missing: notices say where one logs in');
  for (const name of ['KUVERT_MAILBOX_ORIGIN', 'KUVERT_ROOM_ORIGIN'] as const)
    if (values.KUVERT_MODE === 'production' && isPlainHttp(values[name]))
      fault(name, 'must be https in production');
};

/** After {@link refineNotices} found nothing. */
export const noticesConfig = (values: Values): NoticesConfig | undefined => {
  const smtp = smtpConfig(values);
  const from = parseMailAddress(values.NOTICE_FROM ?? '');
  const links = { mailbox: values.KUVERT_MAILBOX_ORIGIN ?? '', room: values.KUVERT_ROOM_ORIGIN };
  return smtp && from && { smtp, from, links, timeZone: values.KUVERT_TIME_ZONE };
};
