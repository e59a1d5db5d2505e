import type { ReactNode } from 'react';
import { Notice } from '../parts/notice.tsx';
import { useSession } from '../session.ts';

/** Why there is no text, plainly; with the stable code where people will be asked for it. */
export const NoText = ({ code, children }: { code?: string; children: ReactNode }) => {
  const { words } = useSession();
  return (
    <div className="text__sheet">
      <Notice tone={code === undefined ? 'plain' : 'damaged'}>
        <p>{children}</p>
        {code !== undefined && <p className="text__soft">{words.errors.code(code)}</p>}
      </Notice>
    </div>
  );
};
