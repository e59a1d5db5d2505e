/** Where the login is too weak for a department. */
export const lockedEn = {
  title: 'A stronger login is needed',
  text: (level: string) =>
    `This is of a department that is shown with a login at level of assurance ${level} or above.`,
  now: (level: string) => `You are logged in at ${level}.`,
  unsaid: 'Your login says no level of assurance.',
  hint: 'Log in with your service card, for example; then you are back here.',
  logIn: (level: string) => `Log in at ${level}`,
  helpless:
    'If you come back to this page though you have logged in as strongly as you can, tell your IT support: Kuvert does not learn how strong the login was, or you need another means of logging in. Nothing is lost meanwhile.',
  others: 'To the mailbox',
};

export type LockedWords = typeof lockedEn;
