/** Longer is no address of ours. */
const maxLength = 500;

const own =
  /^\/(?:[acdims]\/[0-9a-f-]{36}|sent|drafts|approvals|contacts|incidents|front-desk|logged-in|write|break-glass|sessions|admin(?:\/[a-z]+(?:\/[0-9a-f-]{36})?(?:\/(?:end|close))?)?|log(?:\/break-glass|\/reviews(?:\/[0-9a-f-]{36})?)?)?(?:\?[\w=&%.~-]*)?$/;

/**
 * Where to return to after a login: a page of this application, or the start page for anything else.
 * Browsers read `//host`, `/\host` and a path with a tab in it as another host.
 */
export const ownPath = (path: unknown): string => {
  if (typeof path !== 'string' || path.length > maxLength) return '/';
  if (!own.test(path)) return '/';
  return path;
};
