import { X } from 'lucide-react';
import { Suspense } from 'react';
import {
  Button,
  Text,
  UNSTABLE_Toast as Toast,
  UNSTABLE_ToastContent as ToastContentView,
  UNSTABLE_ToastRegion as ToastRegion,
} from 'react-aria-components';
import { useServices } from '../services.ts';
import { useSession } from '../session.ts';

export const Toasts = () => {
  const { toasts } = useServices();
  const { words } = useSession();
  return (
    <ToastRegion queue={toasts} className="toasts">
      {({ toast }) => (
        <Toast toast={toast} className="toast">
          <ToastContentView className="toast__words">
            <Text slot="title">{toast.content.text}</Text>
          </ToastContentView>
          {toast.content.action && (
            <Button
              className="button button--small button--undo"
              onPress={() => {
                toast.content.action?.run();
                toasts.close(toast.key);
              }}
            >
              {toast.content.action.label}
            </Button>
          )}
          <Button
            slot="close"
            className="button button--small button--icon"
            aria-label={words.close}
          >
            <X className="icon icon--small" aria-hidden />
          </Button>
          <Suspense>{toast.content.also}</Suspense>
        </Toast>
      )}
    </ToastRegion>
  );
};
