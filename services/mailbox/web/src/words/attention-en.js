export const attentionEn = {
  'no-document': {
    what: 'The call came, but no page did.',
    todo: 'Ask the sender to send it again.',
  },
  'media-not-found': {
    what: 'The carrier announced a fax but does not have the document any more.',
    todo: 'Fetch again in a while. If it is still missing, ask the sender to send it again.',
  },
  'media-refused': {
    what: 'The carrier refused to hand over the document.',
    todo: 'Tell your IT support: our access to the carrier must be checked. Then fetch again.',
  },
  'media-forbidden-address': {
    what: 'The document was said to be at an address that we do not fetch from.',
    todo: 'Tell your IT support: it may be an attempt at an attack, or a carrier that has moved.',
  },
  'media-too-large': {
    what: 'The document is larger than we accept.',
    todo: 'Ask the sender to send it in several parts.',
  },
  'media-too-slow': {
    what: 'The carrier was too slow in handing over the document.',
    todo: 'Fetch again in a while.',
  },
  'media-unreachable': {
    what: 'The carrier could not be reached when the document was to be fetched.',
    todo: 'Fetch again in a while.',
  },
  'not-a-fax-document': {
    what: 'What came is neither a fax page nor a PDF, so it is not shown here.',
    todo: 'Ask the sender what it is. Open the original only together with IT support.',
  },
  'too-many-pages': {
    what: 'The fax has more pages than we can show.',
    todo: 'Download the original, or ask the sender to send it in several parts.',
  },
  'too-many-pixels': {
    what: 'A page is larger than we can show.',
    todo: 'Download the original, or ask the sender to send it again.',
  },
  jbig: {
    what: 'The fax uses a coding (JBIG) that we cannot show yet.',
    todo: 'Ask the sender to switch JBIG off and send it again.',
  },
  'uncompressed-mode': {
    what: 'The fax uses a rare coding (uncompressed mode) that we cannot show.',
    todo: 'Ask the sender to send it again, or from another machine.',
  },
  'encrypted-pdf': {
    what: 'The PDF is locked with a password.',
    todo: 'Download the original and open it with the password, or ask for an unlocked one.',
  },
  'damaged-beyond-reading': {
    what: 'The line damaged the fax so badly that no page can be shown.',
    todo: 'Ask the sender to send it again.',
  },
  'conversion-limit': {
    what: 'It took too long or too much memory to make pages of the fax.',
    todo: 'Fetch again once. If it happens again, tell your IT support.',
  },
  'conversion-failed': {
    what: 'We could not make pages of the fax.',
    todo: 'Fetch again once. If it happens again, tell your IT support.',
  },
};
//# sourceMappingURL=attention-en.js.map
