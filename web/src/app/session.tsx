import { MockCallClient } from '@hirexp/mock-call-sdk';
import { createContext, type ReactNode, useCallback, useContext, useMemo, useState } from 'react';
import { t } from '../i18n';
import { PlainError } from '../lib/failure';
import { kept } from '../lib/storage';
import { type Claims, readToken, tokenInAddress } from './token';

const KEY = 'mockcall.token';

export type GuestRole = 'trainee' | 'supervisor';

interface Session {
  client: MockCallClient;
  who: Claims | null;
  /** Why the sign-in is asked for again. */
  notice: 'expired' | null;
  signInAsGuest: (name: string, role: GuestRole) => Promise<void>;
  /** Throws what the server says of a token that is no good. */
  signInWithToken: (token: string) => Promise<void>;
  signOut: (notice?: 'expired') => void;
}

const SessionContext = createContext<Session | null>(null);

function keptToken(): string | null {
  const given = tokenInAddress(location, (hash) => history.replaceState(null, '', hash));
  if (given) kept.set(KEY, given);
  const token = given ?? kept.get<string>(KEY);
  const claims = token ? readToken(token) : null;
  return claims && (claims.expiresAt ?? Number.POSITIVE_INFINITY) > Date.now() ? token : null;
}

/** Who is signed in, and the one client that everything goes through. */
export function SessionProvider({ children }: { children: ReactNode }) {
  const [token, setToken] = useState(keptToken);
  const [notice, setNotice] = useState<'expired' | null>(null);
  const client = useMemo(() => new MockCallClient(token ? { apiKey: token } : {}), [token]);

  const enter = useCallback((fresh: string | null) => {
    kept.set(KEY, fresh);
    setToken(fresh);
    setNotice(null);
  }, []);
  const signOut = useCallback(
    (why?: 'expired') => {
      client.disconnect();
      enter(null);
      setNotice(why ?? null);
    },
    [client, enter],
  );
  const signInAsGuest = useCallback(
    async (name: string, role: GuestRole) => enter((await client.signInAsGuest(name, { role })).token),
    [client, enter],
  );
  const signInWithToken = useCallback(
    async (fresh: string) => {
      if (!readToken(fresh)) throw new PlainError(t('signIn.noToken'));
      await new MockCallClient({ apiKey: fresh }).getMe();
      enter(fresh);
    },
    [enter],
  );

  const session = useMemo(
    () => ({ client, who: token ? readToken(token) : null, notice, signInAsGuest, signInWithToken, signOut }),
    [client, token, notice, signInAsGuest, signInWithToken, signOut],
  );
  return <SessionContext value={session}>{children}</SessionContext>;
}

export function useSession(): Session {
  const session = useContext(SessionContext);
  if (!session) throw new Error('useSession is used outside of SessionProvider');
  return session;
}

export const useClient = (): MockCallClient => useSession().client;
