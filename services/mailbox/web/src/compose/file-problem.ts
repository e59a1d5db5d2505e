import { sendingLimits } from '@kuvert/shared/sending/limits';

/** What the picker offers; the server looks at the bytes. */
export const acceptedTypes = [
  'application/pdf',
  'image/png',
  'image/jpeg',
  'image/tiff',
  'text/plain',
] as const;

const acceptedEndings = /\.(?:pdf|png|jpe?g|tiff?|txt)$/i;

/** What is wrong with a file that can be seen before a byte is sent; `others` are the sizes of what is attached. */
export const fileProblem = (
  { name, type, size }: Pick<File, 'name' | 'type' | 'size'>,
  others: readonly number[],
): string | null => {
  // Some systems know no type of a TIFF; the name is enough to try.
  const isAccepted = acceptedTypes.some((accepted) => accepted === type);
  if (!isAccepted && !(type === '' && acceptedEndings.test(name))) return 'attachment-type-wrong';
  if (size === 0) return 'attachment-empty';
  if (size > sendingLimits.attachmentBytes) return 'body-too-large';
  if (others.length >= sendingLimits.attachments) return 'too-many-attachments';
  const total = others.reduce((sum, other) => sum + other, size);
  return total > sendingLimits.totalBytes ? 'attachments-too-large' : null;
};

/** Whether another try may go better: the file was not the obstacle. */
export const canTryAgain = (code: string): boolean =>
  code === 'offline' ||
  code === 'login-required' ||
  code === 'rate-limited' ||
  code.startsWith('http-5');
