/** Where one has to log in again, or more strongly. */
export const sessionEn = {
  title: 'You have been logged out',
  text: 'The session has ended. Nothing is lost: log in again and you come back here.',
  logIn: 'Log in again',
  unsavedText:
    'The session has ended. What you wrote last is not saved yet, but it is still here: log in in a new tab, then come back to this one.',
  logInBeside: 'Log in in a new tab',
  weakText: (department: string, level: string) =>
    `${department} demands a login at level of assurance ${level} from now on. What you wrote last is not saved yet, but it is still here: log in in a new tab, then come back to this one.`,
};

export type SessionWords = typeof sessionEn;
