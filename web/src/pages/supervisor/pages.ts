import { lazy } from 'react';
import type { Page } from '../../app/pages';

const roles: Page['roles'] = ['supervisor', 'admin'];

/** What supervisors see besides. */
export const supervisorPages: Page[] = [
  { path: '/team', title: 'team.title', roles, nav: { label: 'nav.team', icon: 'people' }, component: lazy(() => import('./CallsPage')) },
  {
    path: '/team/waiting',
    title: 'team.title',
    roles,
    component: lazy(() => import('./CallsPage').then((m) => ({ default: m.WaitingCallsPage }))),
  },
  { path: '/team/of/:userId', title: 'team.title', roles, component: lazy(() => import('./CallsPage')) },
  { path: '/team/:sessionId', title: 'teamReview.title', roles, component: lazy(() => import('./ReviewPage')) },
  { path: '/listen/:sessionId', title: 'listen.title', roles, component: lazy(() => import('./ListenPage')) },
  {
    path: '/averages',
    title: 'averages.title',
    roles,
    nav: { label: 'nav.averages', icon: 'star' },
    component: lazy(() => import('./AveragesPage')),
  },
];
