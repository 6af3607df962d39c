import { type ReactNode, useState } from 'react';
import { Button, Menu, MenuItem, MenuTrigger, Popover } from 'react-aria-components';
import { Link, useLocation } from 'wouter';
import { t } from '../i18n';
import { Icon } from '../ui/Icon';
import { Logo } from '../ui/Logo';
import { pagesFor } from './pages';
import styles from './Shell.module.css';
import { useSession } from './session';
import { currentTheme, setTheme, type Theme } from './theme';

const THEMES: Theme[] = ['system', 'light', 'dark'];

function AccountMenu() {
  const { who, signOut } = useSession();
  const [, navigate] = useLocation();
  const [theme, choose] = useState(currentTheme);
  const name = who?.name ?? t('account.nameless');
  const act = (key: string) => {
    if (key === 'sign-out') return signOut();
    if (key === 'settings') return navigate('/settings');
    setTheme(key as Theme);
    choose(key as Theme);
  };
  return (
    <MenuTrigger>
      <Button className={styles.account}>
        <span className="visually-hidden">{t('account.menu', { name })}</span>
        <span className={styles.avatar} aria-hidden="true">
          {name.slice(0, 1).toUpperCase()}
        </span>
        <span className={styles.name} aria-hidden="true">
          {name}
        </span>
        <Icon name="down" size={16} />
      </Button>
      <Popover className="popover" placement="bottom end">
        <Menu onAction={(key) => act(String(key))} aria-label={t('account.menu', { name })}>
          <MenuItem id="settings" className="option" textValue={t('prefs.title')}>
            <Icon name="settings" size={18} />
            {t('prefs.title')}
          </MenuItem>
          {THEMES.map((each) => (
            <MenuItem key={each} id={each} className="option" textValue={t(`theme.${each}`)}>
              <Icon name={each === theme ? 'check' : 'theme'} size={18} />
              {t(`theme.${each}`)}
            </MenuItem>
          ))}
          <MenuItem id="sign-out" className="option" textValue={t('account.signOut')}>
            <Icon name="signOut" size={18} />
            {t('account.signOut')}
          </MenuItem>
        </Menu>
      </Popover>
    </MenuTrigger>
  );
}

function isWithin(location: string, path: string): boolean {
  return path === '/' ? location === '/' || location.startsWith('/brief') : location.startsWith(path);
}

function Navigation() {
  const { who } = useSession();
  const [location] = useLocation();
  return (
    <nav className={styles.nav} aria-label={t('nav.label')}>
      {pagesFor(who?.role ?? 'trainee').map(
        ({ path, nav }) =>
          nav && (
            <Link key={path} href={path} aria-current={isWithin(location, path) ? 'page' : undefined}>
              <Icon name={nav.icon} />
              {t(nav.label)}
            </Link>
          ),
      )}
    </nav>
  );
}

/** Header, navigation and the page between; on a phone the navigation is at the thumb. */
export function Shell({ children }: { children: ReactNode }) {
  return (
    <div className={styles.shell}>
      <header className={styles.header}>
        <Link href="/" className={styles.brand}>
          <Logo size={28} />
          {t('app.name')}
        </Link>
        <Navigation />
        <AccountMenu />
      </header>
      <main className="page">{children}</main>
    </div>
  );
}
