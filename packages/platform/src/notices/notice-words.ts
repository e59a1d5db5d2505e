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
    'break-glass': (mailbox) => ({
      subject: `Någon utifrån har öppnat ${mailbox} i Kuvert`,
      text: `Någon från en annan avdelning har öppnat ${mailbox} i Kuvert av ett särskilt skäl. Logga in för att se vem och varför:`,
    }),
    'member-by-group': (mailbox) => ({
      subject: `Någon har fått tillgång till ${mailbox} i Kuvert`,
      text: `Någon har lagts till i ${mailbox} i Kuvert genom en grupp i personalkatalogen. Logga in för att se vem, och säg till genast om det inte stämmer:`,
    }),
    'member-by-hand': (mailbox) => ({
      subject: `Någon har fått tillgång till ${mailbox} i Kuvert`,
      text: `Någon har lagts till i ${mailbox} i Kuvert, eller fått en roll där, av en administratör. Logga in för att se vem, och säg till genast om det inte stämmer:`,
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
    'break-glass': (mailbox) => ({
      subject: `Nogen udefra har åbnet ${mailbox} i Kuvert`,
      text: `Nogen fra en anden afdeling har åbnet ${mailbox} i Kuvert af en særlig grund. Log ind for at se hvem og hvorfor:`,
    }),
    'member-by-group': (mailbox) => ({
      subject: `Nogen har fået adgang til ${mailbox} i Kuvert`,
      text: `Nogen er blevet føjet til ${mailbox} i Kuvert gennem en gruppe i personalekataloget. Log ind for at se hvem, og sig til med det samme, hvis det ikke passer:`,
    }),
    'member-by-hand': (mailbox) => ({
      subject: `Nogen har fået adgang til ${mailbox} i Kuvert`,
      text: `Nogen er blevet føjet til ${mailbox} i Kuvert eller har fået en rolle dér af en administrator. Log ind for at se hvem, og sig til med det samme, hvis det ikke passer:`,
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
    'break-glass': (mailbox) => ({
      subject: `Somebody from outside has opened ${mailbox} in Kuvert`,
      text: `Somebody of another department has opened ${mailbox} in Kuvert for a stated reason. Log in to see who, and why:`,
    }),
    'member-by-group': (mailbox) => ({
      subject: `Somebody has been given access to ${mailbox} in Kuvert`,
      text: `Somebody was added to ${mailbox} in Kuvert by a group in the directory of staff. Log in to see who, and say so at once if that is not right:`,
    }),
    'member-by-hand': (mailbox) => ({
      subject: `Somebody has been given access to ${mailbox} in Kuvert`,
      text: `Somebody was added to ${mailbox} in Kuvert, or given a role there, by an administrator. Log in to see who, and say so at once if that is not right:`,
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
