import { useMutation, useQueryClient } from '@tanstack/react-query';
import { ChevronDown, Languages } from 'lucide-react';
import { Button } from 'react-aria-components';
import type { Locale, Me } from '../../../src/http/api.ts';
import { keys } from '../api/keys.ts';
import { useTellProblem } from '../api/use-tell-problem.ts';
import { ChoiceMenu } from '../parts/choice-menu.tsx';
import { useServices } from '../services.ts';
import { useSession } from '../session.ts';
import { languageNames } from '../words/words.ts';

export const LanguageMenu = () => {
  const { api } = useServices();
  const tellProblem = useTellProblem();
  const { me, words } = useSession();
  const queries = useQueryClient();
  const { mutate } = useMutation({
    mutationFn: (locale: Locale) => api.setLocale(locale),
    onSuccess: (_, locale) =>
      queries.setQueryData<Me>(keys.me, (known) => known && { ...known, locale }),
    onError: tellProblem,
  });
  const choices = languageNames.map(({ locale, name }) => ({
    id: locale,
    word: name,
    run: () => mutate(locale),
  }));
  return (
    <ChoiceMenu
      label={words.languages}
      sections={[{ id: 'languages', label: words.languages, chosen: me.locale, choices }]}
    >
      <Button className="button button--quiet" aria-label={`${words.languages}: ${words.language}`}>
        <Languages className="icon" aria-hidden />
        <span className="button__word">{words.language}</span>
        <ChevronDown className="icon icon--small" aria-hidden />
      </Button>
    </ChoiceMenu>
  );
};
