import type {
  ChangeJunkList,
  JunkList,
  JunkLists,
  Locale,
  MessageSummary,
} from '../../../src/http/api.ts';
import { knownSentence } from '../api/known-sentence.ts';
import { json, type Requests } from '../api/requests.ts';
import { toast, type ToastAction, type Toasts } from '../frame/toast-queue.ts';
import { junkOfferWords } from './junk-offer-words.ts';

export interface JunkOfferDeps {
  readonly ask: Requests;
  readonly toasts: Toasts;
  readonly locale: Locale;
  /** Tells of what isn't said here. */
  readonly tellProblem: (error: unknown) => void;
}

type Message = Pick<MessageSummary, 'id' | 'departmentId'>;
type ListName = ChangeJunkList['list'];

/** A sentence with who can help is read within this; in milliseconds. */
const readingTime = 15_000;

/**
 * What goes with setting a fax aside: its number on the department's list, for those who look after that. Undefined where
 * there is nothing to offer, or no telling whether there is: the fax is set aside either way.
 */
export const offerListing = async (
  deps: JunkOfferDeps,
  message: Message,
): Promise<ToastAction | undefined> => {
  const lists = await listsOf(deps, message);
  if (!lists || lists.never !== null || lists.department.may !== 'change') return undefined;
  if (lists.department.listed || lists.house.listed) return undefined;
  const words = junkOfferWords(deps.locale);
  const reason = words.reason;
  return { label: words.also, run: () => void put(deps, message, 'department', reason) };
};

/** After a fax was taken out: that its number is still on a list, and the way off, or who knows it. */
export const offerUnlisting = async (deps: JunkOfferDeps, message: Message): Promise<void> => {
  const lists = await listsOf(deps, message);
  // a verified contact's faxes are never set aside, whatever a list says
  if (lists && lists.never === null) tellListed(deps, message, lists);
};

const listsOf = (deps: JunkOfferDeps, { id }: Message): Promise<JunkLists | undefined> =>
  json<JunkLists>(deps.ask(pathOf(id))).catch(() => undefined);

const pathOf = (messageId: string): string => `/api/messages/${messageId}/junk-lists`;

const tellListed = (deps: JunkOfferDeps, message: Message, lists: JunkLists): void => {
  const names = (['department', 'house'] as const).filter((name) => lists[name].listed);
  // what one can change first
  const name = names.find((each) => lists[each].may === 'change') ?? names[0];
  if (name === undefined) return;
  const words = junkOfferWords(deps.locale);
  const text = words.on[name](lists.number.national);
  const { may, who } = lists[name];
  switch (may) {
    case 'change': {
      const run = () => void takeOff(deps, message, name, lists[name]);
      return toast(deps.toasts, { text, action: { label: words.unlist, run } });
    }
    case 'log-in': {
      const run = () => location.assign(pageOf(name, message));
      return toast(deps.toasts, { text, action: { label: words.toList, run } });
    }
    case null: {
      const can = who.length === 0 ? words.nobody : words.who(anyOf(who, deps.locale));
      return toast(deps.toasts, { text: `${text} ${can}` }, { ms: readingTime });
    }
  }
};

/** Where the login is demanded that changing the list takes. */
const pageOf = (name: ListName, { departmentId }: Message): string =>
  name === 'house' ? '/admin/junk' : `/admin/departments/${departmentId}/junk`;

const anyOf = (names: readonly string[], locale: Locale): string =>
  new Intl.ListFormat(locale, { type: 'disjunction' }).format(names);

const put = async (
  deps: JunkOfferDeps,
  message: Message,
  list: ListName,
  reason: string,
): Promise<void> => {
  const lists = await change(deps, message, { list, listed: true, reason });
  if (!lists) return;
  const words = junkOfferWords(deps.locale);
  const run = () => void takeOff(deps, message, list);
  toast(deps.toasts, {
    text: words.listed(lists.number.national),
    action: { label: words.undo, run },
  });
};

/** `before`: as it was, which undo makes it again; undefined where this is the undo. */
const takeOff = async (
  deps: JunkOfferDeps,
  message: Message,
  list: ListName,
  before?: JunkList,
): Promise<void> => {
  const lists = await change(deps, message, { list, listed: false });
  if (!lists) return;
  // off one list, it may be on the other
  if (lists.department.listed || lists.house.listed) return tellListed(deps, message, lists);
  const words = junkOfferWords(deps.locale);
  const reason = before && (before.reason ?? words.reason);
  toast(deps.toasts, {
    text: words.unlisted(lists.number.national),
    ...(reason !== undefined && {
      action: { label: words.undo, run: () => void put(deps, message, list, reason) },
    }),
  });
};

/** Undefined where it did not work, which is told then. */
const change = async (
  deps: JunkOfferDeps,
  { id }: Message,
  body: ChangeJunkList,
): Promise<JunkLists | undefined> => {
  try {
    return await json<JunkLists>(deps.ask(pathOf(id), { method: 'PUT', body }));
  } catch (error) {
    const text = knownSentence(error, junkOfferWords(deps.locale).problems);
    if (text === undefined) deps.tellProblem(error);
    else toast(deps.toasts, { text });
    return undefined;
  }
};
