import { ArrowLeft } from 'lucide-react';
import { IconButton } from '../parts/icon-button.tsx';
import { navigate } from '../route/use-route.ts';
import { useSession } from '../session.ts';

/** Back to the list; seen only where there is room for one column. */
export const BackButton = () => {
  const { words, department, view } = useSession();
  return (
    <IconButton
      icon={ArrowLeft}
      word={words.actions.back}
      className="button button--quiet button--icon toolbar__back"
      onPress={() => navigate({ messageId: null, departmentId: department.id, view })}
    />
  );
};
