import { Suspense } from 'react';
import { I18nProvider, RouterProvider } from 'react-aria-components';
import { Link, Route, Router, Switch, useLocation } from 'wouter';
import { useHashLocation } from 'wouter/use-hash-location';
import { t } from '../i18n';
import { SignInPage } from '../pages/sign_in/SignInPage';
import { Empty, Waiting } from '../ui/States';
import { useArrival } from './arrival';
import { ErrorBoundary } from './ErrorBoundary';
import { type Page, pagesFor } from './pages';
import { Shell } from './Shell';
import { SessionProvider, useSession } from './session';

function Arrived({ page, params }: { page: Page; params: Record<string, string | undefined> }) {
  useArrival(page.title);
  const content = (
    <ErrorBoundary key={page.path}>
      <Suspense fallback={<Waiting />}>
        <page.component {...params} />
      </Suspense>
    </ErrorBoundary>
  );
  return page.bare ? content : <Shell>{content}</Shell>;
}

function Nowhere() {
  return (
    <Shell>
      <Empty title={t('nowhere.title')}>
        <Link href="/" className="button">
          {t('nowhere.back')}
        </Link>
      </Empty>
    </Shell>
  );
}

function Pages() {
  const { who } = useSession();
  if (!who) return <SignInPage />;
  return (
    <Switch>
      {pagesFor(who.role).map((page) => (
        <Route key={page.path} path={page.path}>
          {(params) => <Arrived page={page} params={params as Record<string, string | undefined>} />}
        </Route>
      ))}
      <Route>
        <Nowhere />
      </Route>
    </Switch>
  );
}

/** Lets the components of React Aria follow links without loading the page anew. */
function Links() {
  const [, navigate] = useLocation();
  return (
    <RouterProvider navigate={navigate} useHref={(href) => `#${href}`}>
      <Pages />
    </RouterProvider>
  );
}

export function App() {
  return (
    <I18nProvider locale="en-GB">
      <SessionProvider>
        <Router hook={useHashLocation}>
          <Links />
        </Router>
      </SessionProvider>
    </I18nProvider>
  );
}
