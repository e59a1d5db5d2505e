import { useEffect, useRef, type ReactNode } from 'react';
import { Leaf } from '../reader/leaf.tsx';
import { usePagesSize } from '../reader/use-pages-size.ts';

/** Pages as pictures, one below the other, with what must be known of them above. */
export const PagePictures = ({
  label,
  count,
  urlOf,
  altOf,
  takesFocus = false,
  children,
}: {
  label: string;
  count: number;
  urlOf: (page: number, width: number) => string;
  altOf: (page: number) => string;
  takesFocus?: boolean;
  children?: ReactNode;
}) => {
  const ref = useRef<HTMLDivElement>(null);
  const size = usePagesSize(ref);
  useEffect(() => {
    if (takesFocus) ref.current?.focus({ preventScroll: true });
  }, [takesFocus]);
  return (
    <div ref={ref} className="pages" role="region" tabIndex={0} aria-label={label}>
      <div className="pages__notices">{children}</div>
      {size && count > 0 && (
        <div className="sheets sheets--width">
          {Array.from({ length: count }, (_, index) => index + 1).map((page) => (
            <Leaf
              key={page}
              page={page}
              facts={undefined}
              turn={0}
              url={urlOf(page, size.picture)}
              alt={altOf(page)}
              isLazy={page > 1}
            />
          ))}
        </div>
      )}
    </div>
  );
};
