import { Mail } from 'lucide-react';

export const Wordmark = () => (
  <h1 className="wordmark">
    <Mail className="icon" aria-hidden />
    Kuvert
  </h1>
);
