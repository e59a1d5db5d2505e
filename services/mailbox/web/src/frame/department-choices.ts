import { DoorOpen, Lock } from 'lucide-react';
import type { Me, View } from '../../../src/http/api.ts';
import type { ChoiceSection } from '../parts/choice-menu.tsx';
import type { Outgoing } from '../route/route.ts';
import { navigate } from '../route/use-route.ts';
import { strongerLoginUrl } from '../stronger-login-url.ts';
import type { Words } from '../words/words.ts';

/** The same place in another department, nothing opened. */
const elsewhere = (outgoing: Outgoing | null): Outgoing | null => {
  switch (outgoing?.kind) {
    case 'sent':
      return { ...outgoing, sendingId: null };
    case 'incidents':
      return { ...outgoing, incidentId: null };
    case 'drafts':
      return outgoing;
    case 'approvals':
      return { ...outgoing, draftId: null };
    case 'contacts':
      return { kind: 'contacts', contactId: null };
    case 'draft':
    case undefined:
      return null;
  }
};

/** The departments as a section of a menu, each with what is new in it. */
export const departmentChoices = (
  me: Me,
  words: Words,
  chosen: string,
  view: View,
  outgoing: Outgoing | null,
): ChoiceSection => ({
  id: 'departments',
  label: words.frame.department,
  isLabelShown: true,
  chosen,
  choices: [
    ...me.departments.map(({ id, name, counters }) => ({
      id,
      word: name,
      beside: { text: words.frame.newCount(counters.new), isSome: counters.new > 0 },
      run: () =>
        navigate({ messageId: null, view, departmentId: id, outgoing: elsewhere(outgoing) }),
    })),
    ...me.locked.map(({ id, name, demands }) => ({
      id,
      word: name,
      icon: Lock,
      beside: { text: words.frame.locked },
      run: () => location.assign(strongerLoginUrl(demands, `/?department=${id}`)),
    })),
  ],
});

/** For handlers, beside the departments: the way into one that isn't theirs. */
export const elsewhereChoices = (me: Me, words: Words): readonly ChoiceSection[] =>
  me.departments.every(({ role }) => role === 'reader')
    ? []
    : [
        {
          id: 'elsewhere',
          label: words.frame.breakGlass,
          choices: [
            {
              id: 'break-glass',
              word: words.frame.breakGlass,
              icon: DoorOpen,
              run: () => location.assign('/break-glass'),
            },
          ],
        },
      ];
