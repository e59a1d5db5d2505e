/** What most faxes are read without comes when it is needed, so that the first screen comes sooner. */
export const loadComposer = () => import('../compose/composer.tsx');
export const loadContacts = () => import('../contacts/contacts.tsx');
export const loadIncidents = () => import('../incidents/incidents.tsx');
export const loadSent = () => import('../sent/sent.tsx');
