/** Longer is none of ours: ids are UUIDs, secrets 43 characters. */
const longest = 400;

const basic = /^basic +([a-z\d+/]+={0,2})$/i;

/**
 * Client id and secret out of an `Authorization` header: HTTP Basic over form-encoded parts (RFC 6749, section 2.3.1).
 * Undefined for anything else.
 */
export const readBasic = (
  header: string | undefined,
): { readonly clientId: string; readonly secret: string } | undefined => {
  const [, encoded] = (header?.length ?? 0) <= longest ? (basic.exec(header ?? '') ?? []) : [];
  if (encoded === undefined) return undefined;
  const [id, ...rest] = Buffer.from(encoded, 'base64').toString().split(':');
  if (id === undefined || rest.length === 0) return undefined;
  try {
    return { clientId: formDecoded(id), secret: formDecoded(rest.join(':')) };
  } catch {
    return undefined;
  }
};

const formDecoded = (text: string): string => decodeURIComponent(text.replaceAll('+', ' '));
