import { type ComponentType, type LazyExoticComponent, lazy } from 'react';
import type { MessageKey } from '../i18n';
import { supervisorPages } from '../pages/supervisor/pages';
import type { IconName } from '../ui/Icon';

export type Role = 'trainee' | 'supervisor' | 'admin';

/** A page of the app. Its path's parameters come as properties of the component. */
export interface Page {
  /** As wouter has it: `/review/:sessionId`. */
  path: string;
  title: MessageKey;
  // biome-ignore lint/suspicious/noExplicitAny: the router fills in whatever parameters the path names
  component: LazyExoticComponent<ComponentType<any>>;
  /** Shown in the navigation, in this order. */
  nav?: { label: MessageKey; icon: IconName };
  /** Who may see it; everybody when left out. */
  roles?: Role[];
  /** Without header and navigation: nothing distracts from a call. */
  bare?: boolean;
}

const traineePages: Page[] = [
  {
    path: '/',
    title: 'choose.title',
    nav: { label: 'nav.practise', icon: 'phone' },
    component: lazy(() => import('../pages/choose/ChoosePage')),
  },
  { path: '/call/:sessionId', title: 'call.title', bare: true, component: lazy(() => import('../pages/call/CallPage')) },
  { path: '/review/:sessionId', title: 'review.title', component: lazy(() => import('../pages/review/ReviewPage')) },
  {
    path: '/progress',
    title: 'progress.title',
    nav: { label: 'nav.progress', icon: 'progress' },
    component: lazy(() => import('../pages/progress/ProgressPage')),
  },
  { path: '/settings', title: 'prefs.title', component: lazy(() => import('../pages/settings/SettingsPage')) },
  { path: '/brief/:scenarioId', title: 'brief.title', component: lazy(() => import('../pages/brief/BriefPage')) },
];

export const pages: Page[] = [...traineePages, ...supervisorPages];

export const pagesFor = (role: Role) => pages.filter((page) => !page.roles || page.roles.includes(role));
