/** Of the list of keys. */
export const shortcutsEn = {
  title: 'Keyboard shortcuts',
  use: 'Use single-key shortcuts',
  next: 'Next in the list',
  previous: 'Previous in the list',
  open: 'Open',
  take: 'Take',
  answer: 'Answer',
  write: 'Write a new message',
  nextNew: 'Open the next new one',
  register: 'Register',
  notRegister: 'Not to be registered',
  forward: 'Not ours',
  turn: 'Turn the page (the view alone)',
  pageOrText: 'Switch between page and text',
  details: 'Show or hide details',
  markReferral: 'Mark as a referral',
  help: 'This list',
  or: 'or',
  off: 'The keys are switched off.',
};

export type ShortcutsWords = typeof shortcutsEn;
