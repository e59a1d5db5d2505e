import { CircleAlert, Info, ShieldCheck, TriangleAlert, type LucideIcon } from 'lucide-react';
import type { ReactNode } from 'react';

type Tone = 'plain' | 'secure' | 'damaged' | 'attention' | 'failed';

const icons: Record<Tone, LucideIcon> = {
  plain: Info,
  secure: ShieldCheck,
  damaged: CircleAlert,
  attention: TriangleAlert,
  failed: TriangleAlert,
};

/** A box that says what is the matter; `role` only where it appears by itself. */
export const Notice = ({
  tone,
  icon,
  role,
  children,
}: {
  tone: Tone;
  /** Where the tone's own says too little. */
  icon?: LucideIcon;
  role?: 'alert' | 'status';
  children: ReactNode;
}) => {
  const Icon = icon ?? icons[tone];
  return (
    <div className={`notice notice--${tone}`} role={role}>
      <Icon className="icon" aria-hidden />
      <div className="notice__body">{children}</div>
    </div>
  );
};
