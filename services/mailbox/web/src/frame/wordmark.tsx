import { Mail } from 'lucide-react';

export const Wordmark = () => (
  <span className="wordmark">
    <Mail className="icon" aria-hidden />
    Kuvert
  </span>
);
