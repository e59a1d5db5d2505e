/** What most faxes are read without comes when it is needed, so that the first screen comes sooner. */
export const loadAnnounced = () => import('../announced/announced-banner.tsx');
export const loadActionDialogs = () => import('../reader/action-dialogs.tsx');
export const loadApprovals = () => import('../approvals/approvals.tsx');
export const loadComposer = () => import('../compose/composer.tsx');
export const loadContacts = () => import('../contacts/contacts.tsx');
export const loadIncidents = () => import('../incidents/incidents.tsx');
export const loadLoginDialogs = () => import('./session-ended.tsx');
export const loadRestriction = () => import('../restriction/closed.tsx');
export const loadShortcuts = () => import('../keys/shortcuts-dialog.tsx');
export const loadSidePanel = () => import('../reader/side-panel.tsx');
export const loadSent = () => import('../sent/sent.tsx');
