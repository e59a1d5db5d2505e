/** Of pages that the server makes whole. */
export const plainEn = {
  loginTitle: 'Log in',
  loginLead: 'Faxes and messages to your department, for the staff who handle them.',
  loginButton: 'Log in with SSO',
  loginAgain: 'Your session has ended. Log in again and you come back to where you were.',
  loginFailed: 'The login did not succeed. Nothing has been changed; try once more.',
  loginFailedHint: 'If it happens again, tell your IT support the code below.',
  noDepartmentTitle: 'You have no department yet',
  noDepartment: (name: string) =>
    `You are logged in as ${name}, but nobody has added you to a department. Ask your manager or your IT support to do so, then load this page again.`,
  noDepartmentAgain: 'Look again',
  errorTitle: 'It did not work',
  notHere: 'There is no such page. Nothing has been changed.',
  linkExpired: 'The link has expired: it works for a minute. Press Download or Print again.',
  tooMany: (seconds: number) =>
    `Too much came from here within a short time. Nothing has been changed and nobody is locked out: wait ${seconds} seconds, then try again.`,
  loginTooMany:
    'Too many logins came from your network within a minute. Wait a minute, then try again; nothing is the matter with you or your card.',
  choiceTitle: 'Whom do you log in as?',
  choice: 'You have several HSA-ids. What you do is on record under the one that you choose.',
  commissionTitle: 'In which commission do you act?',
  commission:
    'You have several commissions. You are a member of the departments of the one that you choose, until you log in with another.',
  leavingTitle: 'You are logged out of Kuvert',
  leaving: 'You are being logged out where you log in, too.',
  leavingByForm: 'Press the button to be logged out where you log in, too.',
  leave: 'Go on',
  leftEverywhere: 'You are logged out, here and where you log in.',
  leftHere:
    'You are logged out of Kuvert. Where you log in you may still be logged in: log out there as well, or close the browser, where others use this computer.',
  logoutRefused:
    'A message that was to log you out could not be trusted, and nothing has been changed. Log out in Kuvert yourself.',
  loggedInTitle: 'You are logged in again',
  loggedIn: 'Close this tab and go on in the other one. What you wrote is there.',
  errorHome: 'To the mailbox',
  printTitle: (title: string) => `Print: ${title}`,
  printPage: (page: number, of: number) => `Page ${page} of ${of}`,
  needsScript: 'Kuvert needs JavaScript in the browser to show faxes and messages.',
};

export type PlainWords = typeof plainEn;
