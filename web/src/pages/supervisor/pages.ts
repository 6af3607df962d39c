import type { Page } from '../../app/pages';

/** What supervisors see besides; each with `roles: ['supervisor', 'admin']`. */
export const supervisorPages: Page[] = [];
