import type { ReactNode } from 'react';
import { Dialog, Heading, Modal, ModalOverlay } from 'react-aria-components';

/** A dialog over the page. Without `onClose` it stays until its matter is settled. */
export const DialogBox = ({
  title,
  onClose,
  children,
}: {
  title: string;
  onClose?: () => void;
  children: ReactNode;
}) => (
  <ModalOverlay
    isOpen
    isDismissable={onClose !== undefined}
    isKeyboardDismissDisabled={onClose === undefined}
    onOpenChange={(isOpen) => {
      if (!isOpen) onClose?.();
    }}
    className="veil"
  >
    <Modal className="dialog">
      <Dialog className="dialog__inside" role={onClose ? 'dialog' : 'alertdialog'}>
        <Heading slot="title" level={2}>
          {title}
        </Heading>
        {children}
      </Dialog>
    </Modal>
  </ModalOverlay>
);
