/** Of one page of a list of faxes, in bytes. */
export const maxListBytes = 4 * 1024 * 1024;

/** Of what is said of one fax, in bytes: the answer to an order too. */
export const maxFaxBytes = 256 * 1024;

/** Faxes a page of a list. */
export const pageSize = 100;
