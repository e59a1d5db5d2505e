import { QueryClientProvider, useQuery, type QueryClient } from '@tanstack/react-query';
import { useEffect, useMemo } from 'react';
import { I18nProvider } from 'react-aria-components';
import type { Boot } from '../../src/http/api.ts';
import { keys } from './api/keys.ts';
import { useBootedList } from './api/use-booted-list.ts';
import { Frame } from './frame/frame.tsx';
import { useChosenDepartment } from './frame/use-chosen-department.ts';
import { useRoute } from './route/use-route.ts';
import { ServicesContext, useServices, type Services } from './services.ts';
import { SessionContext } from './session.ts';
import { useNow } from './time/use-now.ts';
import { languageTags, wordsFor } from './words/words.ts';

const InSession = ({ boot }: { boot: Boot }) => {
  const { api } = useServices();
  const { data: me = boot.me } = useQuery({ queryKey: keys.me, queryFn: api.me });
  const route = useRoute();
  const now = useNow();
  useBootedList(boot);
  const words = wordsFor(me.locale);
  const { department, locked } = useChosenDepartment(me, route.departmentId ?? boot.departmentId);
  const view = route.view ?? boot.view;
  const { messageId, outgoing = null } = route;

  useEffect(() => {
    document.documentElement.lang = me.locale;
  }, [me.locale]);

  const count = department?.counters.new ?? 0;
  useEffect(() => {
    // Seen from another tab: how many are new, and nothing of what they are.
    document.title = count > 0 ? `(${count}) Kuvert` : 'Kuvert';
  }, [count]);

  const session = useMemo(
    () => department && { me, words, now, department, locked, view, messageId, outgoing },
    [me, words, now, department, locked, view, messageId, outgoing],
  );
  // A person who was taken out of the last department: the server's page says what to do.
  useEffect(() => {
    if (!session) location.assign('/');
  }, [session]);
  if (!session) return null;
  return (
    <I18nProvider locale={languageTags[me.locale]}>
      <SessionContext value={session}>
        <Frame />
      </SessionContext>
    </I18nProvider>
  );
};

export const App = ({
  boot,
  queries,
  services,
}: {
  boot: Boot;
  queries: QueryClient;
  services: Services;
}) => (
  <QueryClientProvider client={queries}>
    <ServicesContext value={services}>
      <InSession boot={boot} />
    </ServicesContext>
  </QueryClientProvider>
);
