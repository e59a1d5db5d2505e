/** By name who did something; a business system as one, by the word that both languages have for it. */
export const actorName = ({
  kind,
  name,
}: {
  readonly kind?: 'person' | 'system' | 'department' | 'partner';
  readonly name: string;
}): string => (kind === 'system' ? `${name} (system)` : name);
