/** `media.example.com`, `*.example.com` (every name below it, not itself), each with `:port` when it isn't the scheme's own. */
export type HostPattern = string;

/** True when the URL's host and port are on the list. A port that the scheme doesn't imply must be listed. */
export const isListed = (url: URL, patterns: readonly HostPattern[]): boolean =>
  patterns.some((pattern) => matches(url, pattern.toLowerCase()));

const matches = (url: URL, pattern: HostPattern): boolean => {
  const [, name = '', port = ''] = /^(.*?)(?::(\d+))?$/.exec(bracketed(pattern)) ?? [];
  const own = url.protocol === 'https:' ? '443' : '80';
  // WHATWG URL leaves the port empty when it is the scheme's own
  if ((url.port || own) !== (port || own)) return false;
  return name.startsWith('*.')
    ? url.hostname.endsWith(name.slice(1)) && url.hostname.length >= name.length
    : url.hostname === name;
};

/** A bare IPv6 address has colons of its own; in a URL it stands in brackets. */
const bracketed = (pattern: string): string =>
  !pattern.startsWith('[') && pattern.split(':').length > 2 ? `[${pattern}]` : pattern;
