import type { NoticeKind, NoticeLanguage } from '@kuvert/shared/notices/notice';
import type { Notice } from '@kuvert/shared/ports/notifier';

interface Words {
  readonly subject: string;
  /** Ends before the link. */
  readonly text: string;
}

type KindWords = Readonly<Record<NoticeKind, (mailbox: string) => Words>>;

const words: Readonly<Record<NoticeLanguage, KindWords & { readonly foot: string }>> = {
  sv: {
    arrived: (mailbox) => ({
      subject: `Nytt i Kuvert: ${mailbox}`,
      text: `Något nytt har kommit till ${mailbox} i Kuvert. Logga in för att läsa det:`,
    }),
    untaken: (mailbox) => ({
      subject: `Ingen har tagit det som väntar i Kuvert: ${mailbox}`,
      text: `Hos ${mailbox} i Kuvert väntar något som ingen har tagit. Logga in för att ta det:`,
    }),
    'referral-due': (mailbox) => ({
      subject: `Ett svar väntas i Kuvert: ${mailbox}`,
      text: `Hos ${mailbox} i Kuvert väntar något på svar, och dagen för det är nära eller förbi. Logga in för att se det:`,
    }),
    'in-room': (mailbox) => ({
      subject: `Nytt i partnerrummet: ${mailbox}`,
      text: `Något nytt ligger i partnerrummet för ${mailbox}. Logga in för att läsa det:`,
    }),
    'room-waits': (mailbox) => ({
      subject: `Ett svar från er väntas i partnerrummet: ${mailbox}`,
      text: `I partnerrummet för ${mailbox} väntar något på ett svar från er. Logga in för att svara:`,
    }),
    foot: 'Det här mejlet säger aldrig vad som har kommit eller från vem. Det går inte att svara på det.',
  },
  da: {
    arrived: (mailbox) => ({
      subject: `Nyt i Kuvert: ${mailbox}`,
      text: `Der er kommet noget nyt til ${mailbox} i Kuvert. Log ind for at læse det:`,
    }),
    untaken: (mailbox) => ({
      subject: `Ingen har taget det, der venter i Kuvert: ${mailbox}`,
      text: `Hos ${mailbox} i Kuvert venter der noget, som ingen har taget. Log ind for at tage det:`,
    }),
    'referral-due': (mailbox) => ({
      subject: `Et svar ventes i Kuvert: ${mailbox}`,
      text: `Hos ${mailbox} i Kuvert venter noget på svar, og dagen for det er nær eller overskredet. Log ind for at se det:`,
    }),
    'in-room': (mailbox) => ({
      subject: `Nyt i partnerrummet: ${mailbox}`,
      text: `Der ligger noget nyt i partnerrummet til ${mailbox}. Log ind for at læse det:`,
    }),
    'room-waits': (mailbox) => ({
      subject: `Et svar fra jer ventes i partnerrummet: ${mailbox}`,
      text: `I partnerrummet til ${mailbox} venter noget på et svar fra jer. Log ind for at svare:`,
    }),
    foot: 'Denne mail siger aldrig, hvad der er kommet eller fra hvem. Den kan ikke besvares.',
  },
  en: {
    arrived: (mailbox) => ({
      subject: `New in Kuvert: ${mailbox}`,
      text: `Something new has come to ${mailbox} in Kuvert. Log in to read it:`,
    }),
    untaken: (mailbox) => ({
      subject: `Nobody has taken what waits in Kuvert: ${mailbox}`,
      text: `With ${mailbox} in Kuvert something waits that nobody has taken. Log in to take it:`,
    }),
    'referral-due': (mailbox) => ({
      subject: `An answer is expected in Kuvert: ${mailbox}`,
      text: `With ${mailbox} in Kuvert something waits for an answer, and the day for that is near or over. Log in to see it:`,
    }),
    'in-room': (mailbox) => ({
      subject: `New in the partner room: ${mailbox}`,
      text: `Something new lies in the partner room for ${mailbox}. Log in to read it:`,
    }),
    'room-waits': (mailbox) => ({
      subject: `An answer from you is awaited in the partner room: ${mailbox}`,
      text: `In the partner room for ${mailbox} something waits for an answer from you. Log in to answer:`,
    }),
    foot: 'This mail never says what has come, or from whom. It can not be answered.',
  },
};

/** The whole of a notice as people read it; `mailbox` is one line. */
export const noticeText = ({
  kind,
  language,
  mailbox,
  link,
}: Pick<Notice, 'kind' | 'language' | 'mailbox' | 'link'>): Words => {
  const { [kind]: write, foot } = words[language];
  const { subject, text } = write(mailbox);
  return { subject, text: `${text}\n\n${link}\n\n${foot}\n` };
};
