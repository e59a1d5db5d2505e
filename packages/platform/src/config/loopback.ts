const hosts: ReadonlySet<string> = new Set(['localhost', '127.0.0.1', '[::1]']);

/** Whether a URL's host is this machine, by its name alone: what needs no TLS. */
export const isLoopback = ({ hostname }: Pick<URL, 'hostname'>): boolean => hosts.has(hostname);
