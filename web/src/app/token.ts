import type { Role } from './pages';

export interface Claims {
  userId: string;
  name: string | null;
  role: Role;
  /** Milliseconds since 1970. */
  expiresAt: number | null;
}

const ROLES: Role[] = ['trainee', 'supervisor', 'admin'];

/** What a token says of its holder, to draw the right pages; the server decides. Null for what is no token. */
export function readToken(token: string): Claims | null {
  const part = token.split('.')[1];
  if (!part) return null;
  try {
    const bytes = Uint8Array.from(atob(part.replaceAll('-', '+').replaceAll('_', '/')), (c) => c.charCodeAt(0));
    const claims = JSON.parse(new TextDecoder().decode(bytes)) as Record<string, unknown>;
    if (typeof claims.sub !== 'string') return null;
    return {
      userId: claims.sub,
      name: typeof claims.name === 'string' && claims.name ? claims.name : null,
      role: ROLES.find((role) => role === claims.role) ?? 'trainee',
      expiresAt: typeof claims.exp === 'number' ? claims.exp * 1000 : null,
    };
  } catch {
    return null;
  }
}

/** Takes `#token=…` out of the address, so that it is neither bookmarked nor shared. The rest of the fragment stays. */
export function tokenInAddress(location: Pick<Location, 'hash'>, replace: (hash: string) => void): string | null {
  const match = location.hash.match(/^#?(.*?)&?token=([^&]+)$/);
  if (!match) return null;
  replace(match[1] ? `#${match[1]}` : '#/');
  return decodeURIComponent(match[2] ?? '');
}
