import type { LucideIcon } from 'lucide-react';

/** The reader while nothing is opened: what could be, and how. */
export const NothingChosen = ({
  label,
  icon: Icon,
  text,
  hint,
}: {
  label: string;
  icon: LucideIcon;
  text: string;
  hint: string;
}) => (
  <section className="reader" aria-label={label}>
    <div className="reader__nothing">
      <Icon className="icon" aria-hidden />
      <p>{text}</p>
      <p>{hint}</p>
    </div>
  </section>
);
