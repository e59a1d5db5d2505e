import type { Me, View } from '../../../src/http/api.ts';
import type { ChoiceSection } from '../parts/choice-menu.tsx';
import { navigate } from '../route/use-route.ts';
import type { Words } from '../words/words.ts';

/** The departments as a section of a menu, each with what is new in it. */
export const departmentChoices = (
  me: Me,
  words: Words,
  chosen: string,
  view: View,
): ChoiceSection => ({
  id: 'departments',
  label: words.frame.department,
  isLabelShown: true,
  chosen,
  choices: me.departments.map(({ id, name, counters }) => ({
    id,
    word: name,
    beside: { text: words.frame.newCount(counters.new), isSome: counters.new > 0 },
    run: () => navigate({ messageId: null, view, departmentId: id }),
  })),
});
