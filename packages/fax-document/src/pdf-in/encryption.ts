import { nameIn } from './dict-access.ts';
import { isDict } from './pdf-value.ts';
import type { Survey } from './survey.ts';

/** Whether a trailer says that the file is encrypted (ISO 32000-1 table 15). */
export function trailerSaysEncrypted({ objects }: Survey): boolean {
  return objects.trailers.some((trailer) => objects.resolve(trailer.get('Encrypt')) !== undefined);
}

/**
 * Whether a file has a dictionary of the standard security handler (ISO 32000-1 tables 20 and 21): all
 * that tells where the trailers are gone. Without it, strings and streams would be read as nonsense.
 */
export function hasSecurityHandler({ objects, places }: Survey): boolean {
  return places.some((place) => {
    const dict = place.kind === 'plain' ? objects.read(place) : undefined;
    return (
      isDict(dict) &&
      nameIn(objects, dict, 'Filter') === 'Standard' &&
      ['V', 'R', 'O', 'U'].every((key) => dict.has(key))
    );
  });
}
